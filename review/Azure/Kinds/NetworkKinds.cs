namespace Platform.Review.Azure.Kinds;

/// <summary>Networks, their ways in and their ways out.</summary>
internal static class NetworkKinds
{
    private const string FirewallPricing = "https://azure.microsoft.com/pricing/details/firewall-manager/";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/virtual-network/";

    private const string InUse =
        "a subnet that is in use keeps its addresses and its delegations: make another one, and move what is in it "
        + "(https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#change-subnet-settings)";

    public static Kind[] All { get; } =
    [
        new("azure-native:network:AzureFirewall")
        {
            Path = "Microsoft.Network/azureFirewalls/{azureFirewallName}",
            Label = "Firewall", IsTaggable = true, HasLogs = true,
            // https://learn.microsoft.com/azure/reliability/reliability-nat-gateway: zones are for life
            Fixed = ["virtualHub", "zones"],
        },
        // One policy for one firewall costs nothing
        new("azure-native:network:FirewallPolicy")
        {
            Path = "Microsoft.Network/firewallPolicies/{firewallPolicyName}",
            Label = "Firewall policy", Role = KindRole.PartOfNaming, IsTaggable = true,
            Free = FirewallPricing,
        },
        new("azure-native:network:FirewallPolicyRuleCollectionGroup")
        {
            Path = "Microsoft.Network/firewallPolicies/{firewallPolicyName}/ruleCollectionGroups/{ruleCollectionGroupName}",
            Free = FirewallPricing,
        },
        new("azure-native:network:FlowLog")
            { Path = "Microsoft.Network/networkWatchers/{networkWatcherName}/flowLogs/{flowLogName}", IsTaggable = true },
        new("azure-native:network:NatGateway")
        {
            Path = "Microsoft.Network/natGateways/{natGatewayName}",
            Label = "NAT gateway", IsTaggable = true,
            // https://learn.microsoft.com/azure/reliability/reliability-nat-gateway: zones are for life
            Fixed = ["sku", "zones"],
        },
        new("azure-native:network:NetworkSecurityGroup")
        {
            Path = "Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}",
            Label = "Network security group", Gathers = true, IsTaggable = true, HasLogs = true,
            Free = Pricing,
        },
        new("azure-native:network:PrivateDnsZoneGroup")
        {
            Path = "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
            Free = "https://azure.microsoft.com/pricing/details/dns/",
        },
        new("azure-native:network:PrivateEndpoint")
        {
            Path = "Microsoft.Network/privateEndpoints/{privateEndpointName}",
            Label = "Private endpoint", Gathers = true, IsTaggable = true,
            ForceNew = ["subnet"],
            Fixed = ["customNetworkInterfaceName"],
        },
        new("azure-native:network:PublicIPAddress")
        {
            Path = "Microsoft.Network/publicIPAddresses/{publicIpAddressName}",
            Label = "Public address", Role = KindRole.PartOfNaming, Holds = Holding.Identity, IsTaggable = true, HasLogs = true,
            ForceNew = ["publicIPAddressVersion", "publicIPPrefix", "sku"],
            // https://learn.microsoft.com/azure/reliability/reliability-nat-gateway, and the same of addresses: zones are for life
            Fixed = ["zones"],
            Refused =
            [
                new(
                    "publicIPAllocationMethod", (_, _) => true,
                    "an address that is in use keeps its kind "
                        + "(https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses)"),
            ],
        },
        new("azure-native:network:RouteTable")
        {
            Path = "Microsoft.Network/routeTables/{routeTableName}",
            Label = "Route table", Gathers = true, IsTaggable = true,
            Free = Pricing,
        },
        new("azure-native:network:Subnet")
        {
            Path = "Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}",
            Free = Pricing,
            Refused =
            [
                new("addressPrefix", (_, _) => true, InUse),
            ],
        },
        new("azure-native:network:VirtualNetwork")
        {
            Path = "Microsoft.Network/virtualNetworks/{virtualNetworkName}",
            IsTaggable = true, HasLogs = true,
            Free = Pricing,
            Refused =
            [
                new(
                    "subnets", (_, after) => after is null,
                    "a subnet that is in use is not deleted; first take out what is in it "
                        + "(https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#delete-a-subnet)"),
                new("subnets.addressPrefix", (_, _) => true, InUse),
                new("subnets.addressPrefixes", (before, _) => before is not null, InUse),
                new("subnets.delegations", (before, _) => before is not null, InUse),
            ],
        },
    ];
}
