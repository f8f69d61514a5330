using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>The API as the server itself describes it.</summary>
internal sealed class InferenceApi : PlatformComponent
{
    /// <summary>
    /// How the API's public URLs begin, below the gateway's address: what callers of one version rely on never changes under it.
    /// </summary>
    public const string Path = $"{Name}/{Version}";

    private const string Name = "inference";
    private const string Version = "v1";

    public InferenceApi(string name, InferenceApiArgs args, ComponentResourceOptions? options = null)
        : base("InferenceApi", name, args.Gateway, options)
    {
        var gateway = Within(args.Gateway);
        Api = Declare(gateway, args.OpenApi, args.Backend);
        Changes = new(gateway, Api);
        DeclarePolicy(gateway, args);
        StreamedTexts.Declare(gateway, Api, Changes);
        if (args.Settings.CacheSeconds > 0)
            MetadataCache.Declare(gateway, Api, Changes, args.Settings.CacheSeconds);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["apiId"] = Api.Id,
        });
    }

    public Api Api { get; }

    /// <summary>In whose turn whatever else concerns the API is declared.</summary>
    public ApiChanges Changes { get; }

    private static Api Declare(GatewayScope gateway, OpenApiDocument openApi, WorkloadBackend backend)
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
        return new("api", new()
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
    }

    private void DeclarePolicy(GatewayScope gateway, InferenceApiArgs args)
    {
        args.Fragments.Declare(gateway, "caller", "Who calls, as the server meters it", PolicyDocument.Fragment("caller"));
        args.Fragments.Declare(gateway, "body-limit", "No body is larger than the server takes", PolicyDocument.Fragment(
            "body-limit", ("maxBytes", args.Settings.MaxBodyMebibytes * 1024L * 1024)));
        Changes.Next(options => new ApiPolicy("api-policy", new()
        {
            ApiId = Api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = args.Fragments.Link(PolicyDocument.Render("api", ("backendId", args.Backend.Id))),
        }, options), args.Backend.Resource);
    }
}
