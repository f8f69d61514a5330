using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NetworkSecurityGroupArgs = Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs;
using RouteTableArgs = Pulumi.AzureNative.Network.Inputs.RouteTableArgs;
using SubnetArgs = Pulumi.AzureNative.Network.SubnetArgs;

namespace Platform.Infra.Network;

/// <summary>
/// A virtual network that is there, as the spoke that a network team hands out: the stack adds its subnets and changes nothing else. It
/// must be in the stack's subscription and region, as AKS and API Management want their subnets there:
/// https://learn.microsoft.com/azure/api-management/virtual-network-injection-resources
/// </summary>
internal static class GivenNetwork
{
    public static NetworkPlace Declare(ResourceReference network, IReadOnlyList<SubnetDesign> subnets, Resource parent)
    {
        var ids = new Dictionary<string, Output<string>>();
        Subnet? last = null;
        foreach (var subnet in subnets)
        {
            var options = new CustomResourceOptions { Parent = parent };
            // Azure refuses to write two subnets of a network at a time
            if (last is not null)
                options.DependsOn.Add(last);
            last = Declare(network, subnet, options);
            ids.Add(subnet.Name, last.Id);
        }
        return new(Output.Create(network.Id), ids);
    }

    private static Subnet Declare(ResourceReference network, SubnetDesign subnet, CustomResourceOptions options)
    {
        var args = new SubnetArgs
        {
            SubnetName = subnet.Name,
            VirtualNetworkName = network.Name,
            ResourceGroupName = network.ResourceGroup,
            AddressPrefix = subnet.Range.ToString(),
        };
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
        return new($"subnet-{subnet.Name}", args, options);
    }
}
