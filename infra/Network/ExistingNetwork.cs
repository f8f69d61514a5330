using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using SubnetArgs = Pulumi.AzureNative.Network.SubnetArgs;

namespace Platform.Infra.Network;

/// <summary>
/// An existing virtual network, as the spoke that a network team hands out: the stack adds its subnets and changes nothing else. It must be
/// in the stack's subscription and region, as AKS and API Management want their subnets there:
/// https://learn.microsoft.com/azure/api-management/virtual-network-injection-resources
/// </summary>
internal static class ExistingNetwork
{
    public static NetworkIds Declare(ConcernScope scope, ResourceReference network, IReadOnlyList<SubnetDesign> subnets)
    {
        var ids = new Dictionary<string, Output<string>>();
        // Azure refuses to write two subnets of a network at a time
        Resource[] last = [];
        foreach (var design in subnets)
        {
            var subnet = Declare(network, design, scope.Child(last));
            ids.Add(design.Name, subnet.Id);
            last = [subnet];
        }

        return new(Output.Create(network.Id), ids);
    }

    // The resource has the same properties as the part of a network, in a type of its own
    private static Subnet Declare(ResourceReference network, SubnetDesign design, CustomResourceOptions options)
    {
        var part = design.ToArgs();
        var args = new SubnetArgs
        {
            SubnetName = design.Name,
            VirtualNetworkName = network.Name,
            ResourceGroupName = network.ResourceGroup,
            AddressPrefix = part.AddressPrefix,
            NetworkSecurityGroup = part.NetworkSecurityGroup,
            PrivateEndpointNetworkPolicies = part.PrivateEndpointNetworkPolicies,
            DefaultOutboundAccess = part.DefaultOutboundAccess,
            NatGateway = part.NatGateway,
            RouteTable = part.RouteTable,
        };
        // A list that was read is there, and empty
        if (design.DelegatedTo is not null)
            args.Delegations = part.Delegations;
        return new($"subnet-{design.Name}", args, options);
    }
}
