using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// Whether the platform answers, for whoever watches it: the server's readiness by the way that callers take, without a key.
/// </summary>
internal static class HealthApi
{
    /// <summary>Below the gateway's address.</summary>
    public const string Path = "health/ready";

    private const string ApiId = "health";

    /// <param name="caller">Where the policy finds who calls.</param>
    public static void Declare(GatewayScope gateway, WorkloadBackend backend, string caller)
    {
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
        changes.Next(options => new ApiOperation("health-ready", new()
        {
            ApiId = api.Name,
            OperationId = "ready",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            DisplayName = "Ready",
            Description = "200 while predictions are answered, 503 while they are not.",
            Method = "GET",
            UrlTemplate = "/ready",
        }, options));
        changes.Next(options => new ApiPolicy("health-policy", new()
        {
            ApiId = api.Name,
            PolicyId = "policy",
            ServiceName = gateway.ServiceName,
            ResourceGroupName = gateway.ResourceGroup,
            Format = PolicyContentFormat.Xml,
            Value = PolicyDocument.Render("health", ("backendId", backend.Id), ("caller", caller)),
        }, options), backend.Resource);
    }
}
