using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>A private endpoint for a service, with the DNS records that make its public name resolve to it.</summary>
internal static class PrivateAccess
{
    /// <param name="after">What the service must have before its names are asked for.</param>
    /// <returns>The records, with which the service can be found.</returns>
    public static Resource Grant(ConcernScope scope, PlatformNetwork network, PrivateService service, params IEnumerable<Resource> after)
    {
        var endpoint = new PrivateEndpoint($"endpoint-{service.Purpose}", new()
        {
            PrivateEndpointName = scope.Names.PrivateEndpoint(service.Purpose),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = network.EndpointsSubnetId },
            PrivateLinkServiceConnections =
            {
                new PrivateLinkServiceConnectionArgs
                {
                    Name = service.Purpose, PrivateLinkServiceId = service.Id, GroupIds = { service.GroupId },
                },
            },
        }, scope.Child(after));
        var records = new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = scope.ResourceGroup,
        };
        foreach (var zone in service.Zones)
            records.PrivateDnsZoneConfigs.Add(
                new PrivateDnsZoneConfigArgs { Name = zone.Replace('.', '-'), PrivateDnsZoneId = network.ZoneId(zone) });
        return new PrivateDnsZoneGroup($"records-{service.Purpose}", records, scope.Child());
    }
}
