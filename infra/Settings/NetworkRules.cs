using System.Net;

namespace Platform.Infra.Settings;

/// <summary>Settings of an existing network, as they go together.</summary>
internal static class NetworkRules
{
    public static void Check(SettingsReader settings, NetworkSettings network, SubscriptionSettings own)
    {
        if (network.Existing is { } given && own.IsElsewhere(given.Subscription))
            // https://learn.microsoft.com/azure/api-management/virtual-network-injection-resources
            settings.Reject(
                "networkId", given.Id,
                $"a network of the subscription that the stack deploys to, which {SubscriptionSettings.IdKey} says is {own.Id}",
                settings.Remove("networkId"));
        if (network is { Existing: not null, DdosPlan: { } plan })
            settings.Reject(
                "networkDdosPlanId", plan.Id, "nothing, as platform:networkId is set and whoever keeps that network decides",
                settings.Remove("networkDdosPlanId"));
        if (network.LeavesByHub)
            CheckHub(settings, network);
        if (network.DnsZones is { } zones)
            CheckZones(settings, network, zones);
        if (network.DnsZones is not null && network.Linked.Count > 0)
            settings.Reject(
                "networkLinkedNetworks", string.Join(',', network.Linked.Select(linked => linked.Id)),
                "none, as platform:networkDnsZonesGroup is set and whoever keeps its zones links them",
                settings.Remove("networkLinkedNetworks"));
    }

    private static void CheckHub(SettingsReader settings, NetworkSettings network)
    {
        void Reject(string allowed)
            => settings.Reject("networkEgressNextHop", network.EgressNextHop, allowed, settings.Remove("networkEgressNextHop"));

        if (!network.IsPrivate)
            Reject("nothing, as platform:networkIsolation is public and nodes leave by their own load balancer");
        else if (network.Existing is null)
            Reject("nothing, as platform:networkId is not set and a network that is only now made is connected to no hub");
        else if (IPNetwork.Parse(network.AddressSpace).Contains(IPAddress.Parse(network.EgressNextHop)))
            Reject($"an address outside of platform:networkAddressSpace, which is {network.AddressSpace}");
        if (network.PackageHosts.Count > 0)
            settings.Reject(
                "networkPackageHosts", string.Join(',', network.PackageHosts),
                "none, as platform:networkEgressNextHop is set and the hub's firewall decides what is approved",
                settings.Remove("networkPackageHosts"));
    }

    private static void CheckZones(SettingsReader settings, NetworkSettings network, ResourceReference zones)
    {
        void Reject(string allowed) => settings.Reject("networkDnsZonesGroup", zones.Id, allowed, settings.Remove("networkDnsZonesGroup"));

        if (!network.IsPrivate)
            Reject("nothing, as platform:networkIsolation is public and there are no private endpoints");
        else if (network.Existing is null)
            Reject("nothing, as platform:networkId is not set and central zones do not answer in a network that is only now made");
    }
}
