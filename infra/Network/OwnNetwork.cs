using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NetworkSecurityGroupArgs = Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs;
using RouteTableArgs = Pulumi.AzureNative.Network.Inputs.RouteTableArgs;
using SubnetArgs = Pulumi.AzureNative.Network.Inputs.SubnetArgs;
using VirtualNetworkArgs = Pulumi.AzureNative.Network.VirtualNetworkArgs;

namespace Platform.Infra.Network;

/// <summary>
/// A virtual network of the stack's own. Subnets are declared inside it: separate resources are written one after the other, and policies
/// that demand a security group on every subnet see a moment without one.
/// </summary>
internal static class OwnNetwork
{
    public static NetworkPlace Declare(
        PlatformScope scope, AddressPlan plan, IReadOnlyList<SubnetDesign> subnets, ResourceReference? ddosPlan, CustomResourceOptions options)
    {
        var args = new VirtualNetworkArgs
        {
            VirtualNetworkName = scope.Names.VirtualNetwork,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = [plan.Space.ToString()] },
            Subnets = subnets.Select(Subnet).ToArray(),
        };
        if (ddosPlan is not null)
            (args.EnableDdosProtection, args.DdosProtectionPlan) = (true, new SubResourceArgs { Id = ddosPlan.Id });
        var vnet = new VirtualNetwork("vnet", args, options);
        return new(vnet.Id, subnets.ToDictionary(subnet => subnet.Name, subnet => Output.Format($"{vnet.Id}/subnets/{subnet.Name}")));
    }

    private static SubnetArgs Subnet(SubnetDesign subnet)
    {
        var args = new SubnetArgs { Name = subnet.Name, AddressPrefix = subnet.Range.ToString() };
        if (subnet.SecurityGroup is { } group)
        {
            args.NetworkSecurityGroup = new NetworkSecurityGroupArgs { Id = group };
            args.PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled;
        }
        if (subnet.HasNoDefaultWayOut)
            args.DefaultOutboundAccess = false;
        if (subnet.DelegatedTo is { } to)
            args.Delegations.Add(new DelegationArgs { Name = to.Name, ServiceName = to.Service });
        if (subnet.WayOut?.NatGateway is { } nat)
            args.NatGateway = new SubResourceArgs { Id = nat };
        if (subnet.WayOut?.Routes is { } routes)
            args.RouteTable = new RouteTableArgs { Id = routes };
        return args;
    }
}
