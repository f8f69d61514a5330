using Platform.Infra.Identity;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>The fragment that admits holders of a tier's app role alone: https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy</summary>
internal static class RoleCheck
{
    public static PolicyFragment Declare(
        PlatformScope scope, ApiManagementService service, TierSettings tier, Output<string> audience, CustomResourceOptions options) =>
        new($"tier-{tier.Name}-role", new()
        {
            // Its name is left to Pulumi: the SDK sends no input called "id"
            ServiceName = service.Name,
            ResourceGroupName = scope.ResourceGroup,
            Description = $"Admits tokens with the role of the tier {tier.DisplayName}",
            Format = PolicyFragmentContentFormat.Xml,
            Value = Output.Tuple(scope.TenantId, audience).Apply(ids => PolicyDocument.Render(
                "role", ("tenantId", ids.Item1), ("audience", ids.Item2), ("role", ApiApplication.RoleOf(tier)))),
        }, options);
}
