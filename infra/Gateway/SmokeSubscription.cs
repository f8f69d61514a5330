using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>
/// The key with which a deployment tries the API. It is for the API itself: no tier is used up, and none of its tokens is needed.
/// </summary>
internal static class SmokeSubscription
{
    public static void Declare(GatewayScope gateway, InferenceApi api, Output<string> key) => _ = new Subscription("smoke-test", new()
    {
        Sid = "smoke-test",
        ServiceName = gateway.ServiceName,
        ResourceGroupName = gateway.ResourceGroup,
        DisplayName = "Smoke test of deployments",
        Scope = api.Api.Id,
        State = SubscriptionState.Active,
        AllowTracing = false,
        PrimaryKey = key,
    }, gateway.Child());
}
