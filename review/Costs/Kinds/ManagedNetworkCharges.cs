using System.Globalization;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Costs.Kinds;

/// <summary>
/// A Machine Learning workspace costs nothing, but for what Azure puts into its managed network, which no plan names:
/// https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#pricing
/// </summary>
internal static class ManagedNetworkCharges
{
    private const string Rule = "azure-native:machinelearningservices:ManagedNetworkSettingsRule";

    public static IEnumerable<Charge> Workspace(PlannedResource resource, CostContext context)
    {
        var (workspace, region) = (InputValue.Of(resource), context.RegionOf(resource));
        var mode = workspace.At("managedNetwork.isolationMode");
        if (!mode.IsAnyOf("AllowInternetOutbound", "AllowOnlyApprovedOutbound"))
            return [];
        var count = Endpoints(workspace);
        var basis = string.Create(CultureInfo.InvariantCulture, $"{count} of the managed network");
        var charges = NetworkCharges.PrivateEndpoints(count, basis, region, context);
        return mode.Is("AllowOnlyApprovedOutbound") && NamesHosts(workspace, context)
            ? charges.Concat(NetworkCharges.Firewall(workspace.At("managedNetwork.firewallSku"), region, context))
            : charges;
    }

    // To what the workspace stands on, and to itself where it is closed to the internet; blobs and files have one each:
    // https://learn.microsoft.com/azure/machine-learning/how-to-managed-network#list-of-required-rules
    private static int Endpoints(InputValue workspace)
        => (workspace.At("storageAccount").IsSet ? 2 : 0)
        + (workspace.At("keyVault").IsSet ? 1 : 0)
        + (workspace.At("containerRegistry").IsSet ? 1 : 0)
        + (workspace.At("publicNetworkAccess").Is("Disabled") ? 1 : 0);

    // The first host that is approved by name brings the firewall
    private static bool NamesHosts(InputValue workspace, CostContext context)
        => context.OfType(Rule).Select(InputValue.Of).Any(rule =>
            rule.At("properties.type").Is("FQDN") && rule.At("workspaceName").Is(workspace.At("workspaceName").Text));
}
