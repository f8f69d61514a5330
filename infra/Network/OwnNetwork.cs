using Platform.Infra.Addresses;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using VirtualNetworkArgs = Pulumi.AzureNative.Network.VirtualNetworkArgs;

namespace Platform.Infra.Network;

/// <summary>
/// A virtual network of the stack's own. Subnets are declared inside it: separate resources are written one after the other, and policies
/// that demand a security group on every subnet see a moment without one.
/// </summary>
internal static class OwnNetwork
{
    public static NetworkIds Declare(
        ConcernScope scope, AddressPlan plan, IReadOnlyList<SubnetDesign> subnets, ResourceReference? ddosPlan)
    {
        var args = new VirtualNetworkArgs
        {
            VirtualNetworkName = scope.Names.VirtualNetwork,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = [plan.Space.ToString()] },
            Subnets = subnets.Select(subnet => subnet.ToArgs()).ToArray(),
        };
        if (ddosPlan is not null)
            (args.EnableDdosProtection, args.DdosProtectionPlan) = (true, new SubResourceArgs { Id = ddosPlan.Id });
        var vnet = new VirtualNetwork("vnet", args, scope.Lasting());
        return new(vnet.Id, subnets.ToDictionary(subnet => subnet.Name, subnet => Output.Format($"{vnet.Id}/subnets/{subnet.Name}")));
    }
}
