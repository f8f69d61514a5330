using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Billing;

/// <summary>
/// What billing may do at the gateway: keep users and subscriptions, and hand out and renew keys. No built-in role does that and no more.
/// </summary>
internal static class GatewayRole
{
    /// <summary>
    /// What app/Billing/Gateway calls, and nothing else:
    /// https://learn.microsoft.com/azure/role-based-access-control/permissions/integration#microsoftapimanagement
    /// </summary>
    public static IReadOnlyList<string> Actions { get; } =
    [
        "Microsoft.ApiManagement/service/products/read",
        "Microsoft.ApiManagement/service/subscriptions/listSecrets/action",
        "Microsoft.ApiManagement/service/subscriptions/read",
        "Microsoft.ApiManagement/service/subscriptions/regeneratePrimaryKey/action",
        "Microsoft.ApiManagement/service/subscriptions/regenerateSecondaryKey/action",
        "Microsoft.ApiManagement/service/subscriptions/write",
        "Microsoft.ApiManagement/service/users/read",
        "Microsoft.ApiManagement/service/users/write",
    ];

    public static void Grant(ConcernScope scope, UserAssignedIdentity billing, Output<string> gateway)
    {
        var role = CustomRole.Declare(
            scope, ("gateway-role", "billing-gateway", scope.Names.Gateway.Apply(name => $"Subscriptions of {name}")),
            "Keeps users and subscriptions of the gateway, and their keys", Actions);
        Grants.Grant.To(
            scope, "billing-keeps-subscriptions", Principal.Of(billing), new(role, gateway),
            "Billing creates, suspends and reopens subscriptions");
    }
}
