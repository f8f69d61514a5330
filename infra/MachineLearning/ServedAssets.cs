using Pulumi.AzureNative.MachineLearningServices;

namespace Platform.Infra.MachineLearning;

/// <summary>What of the workspace an endpoint serves: models, where their content lies, and in which environment they run.</summary>
internal sealed record ServedAssets(RegisteredModels Models, AssetStore Store, EnvironmentVersion Environment);
