using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>The API as the server itself describes it.</summary>
internal sealed class InferenceApi
{
    /// <summary>
    /// How the API's public URLs begin, below the gateway's address: what callers of one version rely on never changes under it.
    /// </summary>
    public const string Path = $"{Name}/{Version}";

    private const string Name = "inference";
    private const string Version = "v1";

    public InferenceApi(
        GatewayScope gateway, GatewaySettings settings, WorkloadBackend backend, PolicyFragments fragments, OpenApiDocument openApi)
    {
        var versions = new ApiVersionSet("api-versions", new()
        {
            VersionSetId = Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Inference",
            Description = "Versions of the inference API that are served side by side, told apart by the path",
            VersioningScheme = VersioningScheme.Segment,
        }, gateway.Child());
        Api = new("api", new()
        {
            ApiId = Name,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Inference",
            Description = "Predictions of the platform's models: named features, the Open Inference Protocol, and texts by OpenAI's API.",
            Path = Name,
            ApiVersion = Version,
            ApiVersionSetId = versions.Id,
            // A change that callers can live with is the same version. One revision is enough, as the program puts it in place as a whole.
            ApiRevision = "1",
            ApiRevisionDescription = $"As the server's OpenAPI document {openApi.Version} describes it",
            IsCurrent = true,
            Protocols = { Protocol.Https },
            SubscriptionRequired = true,
            Format = ContentFormat.Openapi_json,
            Value = openApi.Text,
            ServiceUrl = backend.Url,
        }, gateway.Child());
        fragments.Declare("caller", "Who calls, as the server meters it", PolicyDocument.Fragment("caller"));
        fragments.Declare("body-limit", "No body is larger than the server takes", PolicyDocument.Fragment(
            "body-limit", ("maxBytes", settings.MaxBodyMebibytes * 1024L * 1024)));
        Changes = new(gateway, Api);
        Changes.Next(options => new ApiPolicy("api-policy", new()
        {
            ApiId = Api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = fragments.Link(PolicyDocument.Render("api", ("backendId", backend.Id))),
        }, options), backend.Resource);
        StreamedTexts.Declare(gateway, Api, Changes);
        if (settings.CacheSeconds > 0)
            MetadataCache.Declare(gateway, Api, Changes, settings.CacheSeconds);
    }

    public Api Api { get; }

    /// <summary>In whose turn whatever else concerns the API is declared.</summary>
    public ApiChanges Changes { get; }
}
