using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// A model of Azure's catalogue, paid for by the token: no instances, Entra tokens only, answers checked for harm. Which models there are
/// differs by region; those of other publishers than Microsoft are subscribed to in the marketplace first.
/// https://learn.microsoft.com/azure/machine-learning/how-to-deploy-models-serverless
/// </summary>
internal sealed class ServerlessModel : PlatformComponent
{
    private const string MicrosoftsOwn = "azureml://registries/azureml/";

    public ServerlessModel(string name, ServerlessModelArgs args, ComponentResourceOptions? options = null)
        : base("ServerlessModel", name, args.Workspace, options)
    {
        var (scope, modelId) = (Within(args.Workspace), args.ModelId);
        List<Resource> bought = modelId.StartsWith(MicrosoftsOwn, StringComparison.Ordinal) ? [] : [Subscribe(scope, modelId)];
        var endpoint = new ServerlessEndpoint("serverless", new()
        {
            Name = scope.Names.MachineLearningEndpoint("llm"),
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new SkuArgs { Name = "Consumption" },
            Properties = new ServerlessEndpointPropertiesArgs
            {
                AuthMode = ServerlessInferenceEndpointAuthMode.AAD,
                ModelSettings = new ModelSettingsArgs { ModelId = modelId },
                ContentSafety = new ContentSafetyArgs { ContentSafetyStatus = ContentSafetyStatus.Enabled },
            },
        }, scope.Child(bought));
        // On the endpoint alone, where it allows nothing but to call it, to read it, and to change what the next deployment puts right
        Grant.To(
            scope, "workload-calls-serverless", Principal.Of(args.Identities.Workload),
            new(BuiltInRole.MachineLearningDataScientist, endpoint.Id), "The inference server sends on what callers ask the model");
        Texts = new(NameOf(modelId), endpoint.Properties.Apply(properties => properties.InferenceEndpoint.Uri));
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["address"] = Texts.Address,
        });
    }

    /// <summary>Where the inference server finds it, which may call it.</summary>
    public ServerlessTexts Texts { get; }

    private static string NameOf(string modelId) => modelId[(modelId.LastIndexOf('/') + 1)..];

    private static MarketplaceSubscription Subscribe(WorkspaceScope scope, string modelId)
        => new("serverless-subscription", new()
        {
            Name = NameOf(modelId).Replace('.', '-'),
            WorkspaceName = scope.WorkspaceName,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new MarketplaceSubscriptionPropertiesArgs { ModelId = modelId },
        }, scope.Child());
}
