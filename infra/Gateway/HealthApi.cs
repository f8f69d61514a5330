using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// Whether the platform answers, for whoever watches it: the server's readiness by the way that callers take, without a key.
/// </summary>
internal sealed class HealthApi : PlatformComponent
{
    /// <summary>Below the gateway's address.</summary>
    public const string Path = "health/ready";

    private const string ApiId = "health";

    public HealthApi(string name, HealthApiArgs args, ComponentResourceOptions? options = null)
        : base("HealthApi", name, args.Gateway, options)
    {
        var gateway = Within(args.Gateway);
        var api = new Api("health", new()
        {
            ApiId = ApiId,
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Health",
            Description = "Whether the platform answers. It needs no key, says nothing but yes or no, and is limited by caller address.",
            Path = "health",
            Protocols = { Protocol.Https },
            SubscriptionRequired = false,
        }, gateway.Child());
        var changes = new ApiChanges(gateway, api);
        changes.Next(changing => new ApiOperation("health-ready", new()
        {
            ApiId = api.Name,
            OperationId = "ready",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Ready",
            Description = "200 while predictions are answered, 503 while they are not.",
            Method = "GET",
            UrlTemplate = "/ready",
        }, changing));
        changes.Next(changing => new ApiPolicy("health-policy", new()
        {
            ApiId = api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = PolicyDocument.Render("health", ("backendId", args.Backend.Id), ("caller", args.Caller)),
        }, changing), args.Backend.Resource);
        RegisterOutputs();
    }
}
