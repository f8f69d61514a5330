using System.Net;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NetworkSecurityGroupArgs = Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs;
using RouteTableArgs = Pulumi.AzureNative.Network.Inputs.RouteTableArgs;
using SubnetArgs = Pulumi.AzureNative.Network.Inputs.SubnetArgs;

namespace Platform.Infra.Network;

/// <summary>A subnet of the platform, whether it is written into a network of the stack's own or into an existing one.</summary>
/// <param name="SecurityGroup">Id; Azure allows none where its own appliances are.</param>
/// <param name="Egress">How what is in it calls the internet, where Azure's default does not do.</param>
/// <param name="DelegatedTo">The Azure service whose machines alone may be in it, and what the subnet calls that; null for none.</param>
internal sealed record SubnetDesign(
    string Name, IPNetwork Range, Output<string>? SecurityGroup = null, SubnetEgress? Egress = null,
    (string Name, string Service)? DelegatedTo = null)
{
    /// <summary>
    /// Whether Azure is told to give its machines no outbound access of its own. Not said of a delegated subnet: Azure's pages differ on
    /// whether it may be, and there are no machines of ours:
    /// https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access
    /// </summary>
    private bool HasNoDefaultOutboundAccess => SecurityGroup is not null && DelegatedTo is null;

    /// <summary>As a part of its network.</summary>
    public SubnetArgs ToArgs()
    {
        var args = new SubnetArgs { Name = Name, AddressPrefix = Range.ToString() };
        if (SecurityGroup is { } group)
        {
            args.NetworkSecurityGroup = new NetworkSecurityGroupArgs { Id = group };
            args.PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled;
        }

        if (HasNoDefaultOutboundAccess)
            args.DefaultOutboundAccess = false;
        if (DelegatedTo is { } to)
            args.Delegations.Add(new DelegationArgs { Name = to.Name, ServiceName = to.Service });
        if (Egress?.NatGateway is { } nat)
            args.NatGateway = new SubResourceArgs { Id = nat };
        if (Egress?.Routes is { } routes)
            args.RouteTable = new RouteTableArgs { Id = routes };
        return args;
    }
}
