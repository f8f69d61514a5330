using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>A private endpoint for a service, with the DNS records that make its public name resolve to it.</summary>
internal static class PrivateEndpoints
{
    /// <param name="after">What the service must have before its names are asked for.</param>
    /// <returns>The records, with which the service can be found.</returns>
    public static Resource Add(ConcernScope scope, PlatformNetwork network, PrivateLinkTarget target, params IEnumerable<Resource> after)
    {
        var endpoint = new PrivateEndpoint($"endpoint-{target.Purpose}", new()
        {
            PrivateEndpointName = scope.Names.PrivateEndpoint(target.Purpose),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Subnet = new Pulumi.AzureNative.Network.Inputs.SubnetArgs { Id = network.EndpointsSubnetId },
            PrivateLinkServiceConnections =
            {
                new PrivateLinkServiceConnectionArgs
                {
                    Name = target.Purpose, PrivateLinkServiceId = target.Id, GroupIds = { target.GroupId },
                },
            },
        }, scope.Child(after));
        var records = new PrivateDnsZoneGroupArgs
        {
            PrivateDnsZoneGroupName = "default",
            PrivateEndpointName = endpoint.Name,
            ResourceGroupName = scope.ResourceGroup,
        };
        foreach (var zone in target.Zones)
            records.PrivateDnsZoneConfigs.Add(
                new PrivateDnsZoneConfigArgs { Name = zone.Replace('.', '-'), PrivateDnsZoneId = network.ZoneId(zone) });
        return new PrivateDnsZoneGroup($"records-{target.Purpose}", records, scope.Child());
    }
}
