using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The models of <c>app/models</c> in the workspace's registry. A version there is fixed for ever, so it is numbered by its content: other
/// content is another version, and the one before it goes when nothing declared serves it any more. It is not kept: Azure Native
/// creates nothing that Azure still has, which is what would stand in the way of content that comes back. The blobs stay.
/// </summary>
internal sealed class RegisteredModels
{
    private readonly Dictionary<(string Model, int Version), ModelVersion> _versions = [];

    public RegisteredModels(WorkspaceScope scope, IReadOnlyList<ModelFolder> folders, AssetStore assets)
    {
        foreach (var folder in folders)
            _versions.Add((folder.Model, folder.Version), Declare(scope, folder, assets));
    }

    /// <exception cref="RunException">There is no such version in <c>app/models</c>.</exception>
    public ModelVersion Find(string model, int version)
        => _versions.GetValueOrDefault((model, version)) ?? throw new RunException(
            $"app/models holds no version {version} of a model '{model}'; "
            + $"it holds {string.Join(", ", _versions.Keys.Select(key => $"{key.Model}/{key.Version}"))}");

    // Not of MLflow's type: there is no MLmodel file, and the server that reads the folder is ours
    private static ModelVersion Declare(WorkspaceScope scope, ModelFolder folder, AssetStore assets)
    {
        var tags = scope.Tags;
        tags.Add("folder", $"{folder.Model}/{folder.Version}");
        tags.Add("content", folder.Source.Hash);
        return new($"model-{folder.Model}-{folder.Version}", new()
        {
            Name = folder.Model,
            Version = folder.Source.Number,
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new ModelVersionPropertiesArgs
            {
                Description = $"app/models/{folder.Model}",
                ModelType = "custom_model",
                ModelUri = assets.UriOf(folder.Source),
                Tags = tags,
            },
        }, assets.Bringing(folder.Source, scope.Child()));
    }
}
