using Platform.Infra.Settings;

namespace Platform.Infra.MachineLearning;

/// <summary>What jobs' scripts, data and environment are made of.</summary>
/// <param name="Model">What is trained.</param>
/// <param name="Root">The repository: the folder with <c>Pulumi.yaml</c>.</param>
/// <param name="Store">Where their content is brought.</param>
internal sealed record TrainingAssetsArgs(WorkspaceScope Workspace, TrainableModel Model, string Root, AssetStore Store);
