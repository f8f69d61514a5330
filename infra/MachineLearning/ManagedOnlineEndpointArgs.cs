using Platform.Infra.Settings;

namespace Platform.Infra.MachineLearning;

/// <summary>What the online endpoint is made of.</summary>
/// <param name="Platform">What the workspace is given of the rest of the platform.</param>
internal sealed record ManagedOnlineEndpointArgs(
    WorkspaceScope Workspace, EndpointSettings Settings, MachineLearningWorkspaceArgs Platform, ServedAssets Served);
