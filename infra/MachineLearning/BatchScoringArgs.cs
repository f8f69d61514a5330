using Platform.Infra.Settings;

namespace Platform.Infra.MachineLearning;

/// <summary>What the batch endpoint is made of.</summary>
/// <param name="Settings">Of the online endpoint, whose blue model is scored here.</param>
internal sealed record BatchScoringArgs(WorkspaceScope Workspace, EndpointSettings Settings, JobContext Jobs, RegisteredModels Models);
