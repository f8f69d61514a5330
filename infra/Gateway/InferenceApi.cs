using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>The API as the server itself describes it.</summary>
internal sealed class InferenceApi
{
    /// <summary>First segment of the API's public URLs.</summary>
    public const string Path = "inference";

    public InferenceApi(GatewayScope gateway, GatewaySettings settings, WorkloadBackend backend, PolicyFragments fragments, string openApi)
    {
        Api = new("api", new()
        {
            ApiId = "inference",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Inference",
            Description = "Predictions of the platform's models: named features, and the Open Inference Protocol.",
            Path = Path,
            Protocols = { Protocol.Https },
            SubscriptionRequired = true,
            Format = ContentFormat.Openapi_json,
            Value = openApi,
            ServiceUrl = backend.Url,
        }, gateway.Child());
        fragments.Declare("caller", "Who calls, as the server meters it", PolicyDocument.Fragment("caller"));
        fragments.Declare("body-limit", "No body is larger than the server takes", PolicyDocument.Fragment(
            "body-limit", ("maxBytes", settings.MaxBodyMebibytes * 1024L * 1024)));
        _ = new ApiPolicy("api-policy", new()
        {
            ApiId = Api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = fragments.Link(PolicyDocument.Render("api", ("backendId", backend.Id))),
        }, gateway.Child(backend.Resource));
        if (settings.CacheSeconds > 0)
            MetadataCache.Declare(gateway, Api, settings.CacheSeconds);
    }

    public Api Api { get; }
}
