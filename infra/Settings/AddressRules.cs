using Platform.Infra.Addresses;

namespace Platform.Infra.Settings;

/// <summary>Whether the platform's range has room for what the settings ask of it.</summary>
internal static class AddressRules
{
    /// <summary>Addresses among the nodes that are no node's: the workload's two load balancers, and a private cluster's API;
    /// billing has one more.</summary>
    private const int OtherThanNodes = 3;

    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        CheckNodes(settings, loaded);
        CheckGateway(settings, loaded);
        if (loaded.Network.HasApiServer && AddressPlan.For(loaded.Network.AddressSpace).ApiServer is null)
            RejectSpace(
                settings, loaded, AddressPlan.SmallestSpaceWithApiServer,
                "platform:clusterKeyEncryption is true, and the API server has a subnet of its own");
    }

    private static void CheckNodes(SettingsReader settings, PlatformSettings loaded)
    {
        var needed = loaded.Cluster.Pools.Sum(pool => pool.MaxCount + loaded.Cluster.Nodes.SurgeOf(pool.MaxCount)) + OtherThanNodes
            + (loaded.Billing.Enabled ? 1 : 0);
        var free = FreeIn(loaded, plan => plan.Nodes);
        if (needed <= free)
            return;
        var why = $"{needed} addresses are needed when all pools are at their most nodes and being upgraded";
        if (SmallestSpaceFor(needed, plan => plan.Nodes) is { } prefix)
            RejectSpace(settings, loaded, prefix, $"{why}, and the nodes' subnet has {free}");
        else
            settings.Reject(
                "clusterUserNodesMax", $"{loaded.Cluster.UserPool.MaxCount}", $"fewer: {why}, and the largest subnet for nodes has {free}",
                settings.Set("clusterUserNodesMax", "100"));
    }

    // Two for a unit, and one for the load balancer of a private gateway:
    // https://learn.microsoft.com/azure/api-management/virtual-network-injection-resources#subnet-size
    private static void CheckGateway(SettingsReader settings, PlatformSettings loaded)
    {
        var needed = (2 * loaded.Gateway.Units) + 1;
        var free = FreeIn(loaded, plan => plan.Gateway);
        if (needed > free && SmallestSpaceFor(needed, plan => plan.Gateway) is { } prefix)
            RejectSpace(
                settings, loaded, prefix,
                $"{needed} addresses are needed for {loaded.Gateway.Units} units of the gateway, and its subnet has {free}");
    }

    private static void RejectSpace(SettingsReader settings, PlatformSettings loaded, int prefix, string why)
        => settings.Reject(
            "networkAddressSpace", loaded.Network.AddressSpace, $"a range of /{prefix} or larger: {why}",
            settings.Set("networkAddressSpace", $"10.20.0.0/{prefix}"));

    private static int FreeIn(PlatformSettings loaded, Func<AddressPlan, System.Net.IPNetwork> subnet)
        => AddressPlan.Usable(subnet(AddressPlan.For(loaded.Network.AddressSpace)));

    private static int? SmallestSpaceFor(int addresses, Func<AddressPlan, System.Net.IPNetwork> subnet)
    {
        for (var prefix = AddressPlan.SmallestSpace; prefix >= AddressPlan.LargestSpace; prefix--)
            if (AddressPlan.Usable(subnet(AddressPlan.For($"10.0.0.0/{prefix}"))) >= addresses)
                return prefix;
        return null;
    }
}
