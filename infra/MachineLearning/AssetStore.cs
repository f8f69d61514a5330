using Platform.Infra.Grants;
using Platform.Infra.Storage;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.Utilities;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// The workspace's blob store, and how an asset's content gets there: just before the asset is created, on a real <c>pulumi up</c>, and
/// only when the content is new.
/// </summary>
internal sealed class AssetStore
{
    // Both are Azure's: https://learn.microsoft.com/azure/machine-learning/how-to-datastore
    private const string Datastore = "workspaceblobstore";
    private const string ContainerPrefix = "azureml-blobstore-";

    private readonly WorkspaceScope _scope;
    private readonly Output<string> _folder;
    private readonly Output<string> _token;
    private readonly RoleAssignment _upload;

    public AssetStore(WorkspaceScope scope, ModelStorage storage)
    {
        _scope = scope;
        var workspace = scope.Workspace;
        ContainerId = Output.Format($"{storage.Account.Id}/blobServices/default/containers/{ContainerPrefix}{workspace.WorkspaceId}");
        _folder = Output.Format($"https://{storage.Account.Name}.blob.core.windows.net/{ContainerPrefix}{workspace.WorkspaceId}/");
        _upload = Grant.ToDeployer(
            scope, "deployer-uploads-assets", new(BuiltInRole.BlobDataContributor, ContainerId),
            "Whoever deploys brings models, data and code; no other role, Owner included, lets anybody write blobs");
        // Asked for when there is a workspace, as a token does not live for as long as a first deployment takes
        _token = Output.CreateSecret(
            GetClientToken.Invoke(new() { Endpoint = workspace.Id.Apply(_ => "https://storage.azure.com") }, scope.Asking)
                .Apply(answer => answer.Token));
    }

    /// <summary>The container's id in Azure Resource Manager.</summary>
    public Output<string> ContainerId { get; }

    /// <summary>How an asset says where it lies.</summary>
    /// <param name="file">Where it is one file rather than a folder.</param>
    public Output<string> UriOf(AssetSource source, string file = "") => Output.Format(
        $"{Workspace}/datastores/{Datastore}/paths/{$"{source.Path}/{file}".TrimEnd('/')}");

    private Output<string> Workspace => Output.Format(
        $"azureml://subscriptions/{_scope.SubscriptionId}/resourcegroups/{_scope.ResourceGroup}/workspaces/{_scope.WorkspaceName}");

    /// <summary>Code says it by its address: https://learn.microsoft.com/azure/machine-learning/how-to-deploy-with-rest.</summary>
    public Output<string> AddressOf(AssetSource source) => Output.Format($"{_folder}{source.Path}");

    /// <summary>Options of the asset's version, whose creation brings the content.</summary>
    public CustomResourceOptions Bringing(AssetSource source, CustomResourceOptions options)
    {
        options.DependsOn.Add(_upload);
        options.Hooks.BeforeCreate.Add(new ResourceHook(
            $"upload-{_scope.Stack}-{source.Path.Replace('/', '-')}",
            async (_, cancellationToken) =>
            {
                using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
                var folder = new Uri(await OutputUtilities.GetValueAsync(_folder));
                await new BlobUpload(client).SendAsync(folder, source, await OutputUtilities.GetValueAsync(_token), cancellationToken);
            }));
        return options;
    }
}
