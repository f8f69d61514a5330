using Platform.Infra.Identity;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>
/// The fragment that admits holders of a tier's app role alone:
/// https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy
/// </summary>
internal static class RoleCheck
{
    /// <returns>What the tier's policy includes it by.</returns>
    public static string Declare(GatewayScope gateway, PolicyFragments fragments, TierSettings tier, Output<string> audience)
    {
        var name = $"tier-{tier.Name}-role";
        fragments.Declare(
            gateway, name, $"Admits tokens with the role of the tier {tier.DisplayName}",
            Output.Tuple(gateway.TenantId, audience).Apply(ids => PolicyDocument.Fragment(
                "role", ("tenantId", ids.Item1), ("audience", ids.Item2), ("role", ApiApplication.RoleOf(tier)))));
        return name;
    }
}
