using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>A private endpoint for a service, with the DNS records that make its public name resolve to it.</summary>
internal static class PrivateAccess
{
    /// <param name="options">Of a child that depends on what the service must have before its names are asked for.</param>
    /// <param name="groupId">The service's sub-resource, e.g. <c>vault</c> or <c>blob</c>.</param>
    /// <param name="zones">Of <see cref="PrivateZones"/>.</param>
    /// <returns>The records, with which the service can be found.</returns>
    public static Resource Grant(
        CustomResourceOptions options, PlatformScope scope, PlatformNetwork network, string purpose, Output<string> serviceId,
        string groupId,
        params string[] zones)
    {
        var endpoint = new PrivateEndpoint($"endpoint-{purpose}", new()
        {
            PrivateEndpointName = scope.Names.PrivateEndpoint(purpose),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = network.EndpointsSubnetId },
            PrivateLinkServiceConnections =
            {
                new PrivateLinkServiceConnectionArgs { Name = purpose, PrivateLinkServiceId = serviceId, GroupIds = { groupId } },
            },
        }, options);
        var records = new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = scope.ResourceGroup,
        };
        foreach (var zone in zones)
            records.PrivateDnsZoneConfigs.Add(
                new PrivateDnsZoneConfigArgs { Name = zone.Replace('.', '-'), PrivateDnsZoneId = network.ZoneId(zone) });
        return new PrivateDnsZoneGroup($"records-{purpose}", records, new CustomResourceOptions { Parent = options.Parent });
    }
}
