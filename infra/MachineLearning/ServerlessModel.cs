using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// A model of Azure's catalogue, paid for by the token: no instances, Entra tokens only, answers checked for harm. Which models there are
/// differs by region; those of other publishers than Microsoft are subscribed to in the marketplace first.
/// https://learn.microsoft.com/azure/machine-learning/how-to-deploy-models-serverless
/// </summary>
internal static class ServerlessModel
{
    private const string MicrosoftsOwn = "azureml://registries/azureml/";

    public static void Declare(Resource parent, PlatformScope scope, string modelId, Workspace workspace)
    {
        var options = new CustomResourceOptions { Parent = parent };
        if (!modelId.StartsWith(MicrosoftsOwn, StringComparison.Ordinal))
            options.DependsOn.Add(Subscribe(parent, scope, modelId, workspace));
        _ = new ServerlessEndpoint("serverless", new()
        {
            Name = scope.Names.MachineLearningEndpoint("llm"),
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new SkuArgs { Name = "Consumption" },
            Properties = new ServerlessEndpointPropertiesArgs
            {
                AuthMode = ServerlessInferenceEndpointAuthMode.AAD,
                ModelSettings = new ModelSettingsArgs { ModelId = modelId },
                ContentSafety = new ContentSafetyArgs { ContentSafetyStatus = ContentSafetyStatus.Enabled },
            },
            Tags = scope.Tags,
        }, options);
    }

    private static MarketplaceSubscription Subscribe(Resource parent, PlatformScope scope, string modelId, Workspace workspace) =>
        new("serverless-subscription", new()
        {
            Name = modelId[(modelId.LastIndexOf('/') + 1)..].Replace('.', '-'),
            WorkspaceName = workspace.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new MarketplaceSubscriptionPropertiesArgs { ModelId = modelId },
        }, new CustomResourceOptions { Parent = parent });
}
