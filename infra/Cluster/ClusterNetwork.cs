using Platform.Infra.Addresses;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace Platform.Infra.Cluster;

/// <summary>The cluster's own networks, and its egress by isolation mode.</summary>
internal static class ClusterNetwork
{
    public static ContainerServiceNetworkProfileArgs Profile(PlatformNetwork network) => new()
    {
        NetworkPlugin = NetworkPlugin.Azure,
        NetworkPluginMode = NetworkPluginMode.Overlay,
        NetworkDataplane = NetworkDataplane.Cilium,
        NetworkPolicy = NetworkPolicy.Cilium,
        LoadBalancerSku = LoadBalancerSku.Standard,
        PodCidr = ClusterRanges.Pods,
        ServiceCidr = ClusterRanges.Services,
        DnsServiceIP = ClusterRanges.Dns,
        OutboundType = network switch
        {
            { IsPrivate: false } => OutboundType.LoadBalancer,
            { LeavesByRoute: true } => OutboundType.UserDefinedRouting,
            _ => OutboundType.UserAssignedNATGateway,
        },
    };

    public static ManagedClusterAPIServerAccessProfileArgs ApiServer(PlatformNetwork network, ClusterSettings settings)
    {
        var access = new ManagedClusterAPIServerAccessProfileArgs();
        if (network.IsPrivate)
        {
            access.EnablePrivateCluster = true;
            access.EnablePrivateClusterPublicFQDN = false;
            access.PrivateDNSZone = network.ClusterZoneId ?? Output.Create("system");
            if (network.ApiServerSubnetId is { } subnet)
                (access.EnableVnetIntegration, access.SubnetId) = (true, subnet);
            return access;
        }

        foreach (var range in settings.AuthorizedRanges)
            access.AuthorizedIPRanges.Add(range);
        return access;
    }
}
