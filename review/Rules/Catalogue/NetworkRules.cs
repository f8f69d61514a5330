using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Virtual networks, security groups, firewalls and public addresses.</summary>
internal static class NetworkRules
{
    private static readonly string[] _withoutGroup =
        ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"];
    private static readonly string[] _anywhere = ["*", "0.0.0.0/0", "::/0", "any"];
    private static readonly Part[] _address = [new("network:PublicIPAddress")];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.VNET.UseNSGs", Security, Error, "Every subnet has a network security group",
            "Whatever is in the network reaches whatever is in the subnet")
        {
            Of = Parts.Subnets, Input = "networkSecurityGroup.id", Expected = Expect.Set, Where = subnet => !IsAny(subnet, _withoutGroup),
        },
        new InputRule("Azure.VNET.PrivateSubnet", Security, Warning, "No subnet reaches the internet by default",
            "Traffic leaves by an address that nobody chose")
        {
            Of = Parts.Subnets, Input = "defaultOutboundAccess", Expected = Expect.False,
            Where = subnet => !IsAny(subnet, [.. _withoutGroup, "AzureBastionSubnet"]) && !subnet.At("delegations").Items.Any(),
        },
        new InputRule("Plan.Subnet.DelegatedWayOut", Operations, Error, "Of a delegated subnet's default way out nothing is said",
            "Azure's pages differ on whether it may be closed; where it may not, the deployment fails")
        {
            Of = Parts.Subnets, Input = "defaultOutboundAccess", Expected = Expect.Absent,
            Where = subnet => subnet.At("delegations").Items.Any(),
            ReadMore = "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
        },
        new PlanRule("Azure.VNET.SingleDNS", Reliability, Warning, "A network with DNS servers of its own has two or more",
            "One server's restart stops everything")
        {
            Violations = plan =>
                from servers in plan.OfType("network:VirtualNetwork").Select(network => InputValue.Of(network).At("dhcpOptions.dnsServers"))
                                 where servers.Items.Count() == 1
                                 select new Violation(servers, "two or more, or none"),
        },
        new PlanRule("Azure.VNET.BastionSubnet", Security, Note, "A network that is connected to others has a place for Bastion",
            "Administrators open ports instead")
        {
            Violations = plan => from network in plan.OfType("network:VirtualNetwork").Select(InputValue.Of)
                                 let names = network.All("subnets[*]").Select(Subnets.NameOf).ToArray()
                                 where names.Contains("GatewaySubnet") && !names.Contains("AzureBastionSubnet")
                                 select new Violation(network.At("subnets"), "a subnet 'AzureBastionSubnet'"),
        },
        new PlanRule("Azure.VNET.LocalDNS", Reliability, Warning, "A network's DNS servers are in it, or Azure's",
            "Names are lost with the connection to somewhere else")
        {
            Violations = plan => from network in plan.OfType("network:VirtualNetwork").Select(InputValue.Of)
                                 from server in network.All("dhcpOptions.dnsServers[*]")
                                 where !network.All("addressSpace.addressPrefixes[*]").Any(range => Contains(range.Text, server.Text))
                                 select new Violation(server, "an address of the network's own, or none for Azure's servers"),
        },
        new PlanRule("Azure.VNET.FirewallSubnet", Security, Warning, "A network that is connected to others has a place for a firewall",
            "Nothing looks at what comes from the others")
        {
            Violations = plan => from network in plan.OfType("network:VirtualNetwork").Select(InputValue.Of)
                                 let names = network.All("subnets[*]").Select(Subnets.NameOf).ToArray()
                                 where names.Contains("GatewaySubnet") && !names.Contains("AzureFirewallSubnet")
                                 select new Violation(network.At("subnets"), "a subnet 'AzureFirewallSubnet'"),
        },
        new PlanRule("Azure.NSG.AnyInboundSource", Security, Error, "Nothing is let in from just anywhere",
            "'*' is the internet and every network together")
        {
            Violations = plan => from rule in Parts.SecurityRules.SelectMany(part => part.In(plan))
                                 where rule.At("direction").Is("Inbound") && rule.At("access").Is("Allow")
                                 from source in Sources(rule)
                                 where source.IsAnyOf(_anywhere)
                                 select new Violation(source, Expect.NoneOf(_anywhere).Text),
        },
        new PlanRule("Azure.NSG.DenyAllInbound", Reliability, Warning, "A security group does not deny everything first",
            "Azure's own probes are shut out as well")
        {
            Violations = plan =>
                from rule in FirstInbound(plan)
                where Denies(rule)
                select new Violation(rule, "rules that allow what is needed before it", "a denial of everything"),
        },
        new PlanRule("Azure.NSG.LateralTraversal", Security, Warning, "A security group denies remote shells outwards",
            "An intruder moves from node to node")
        {
            Violations = plan => from groups in plan.OfType("network:NetworkSecurityGroup").Select(InputValue.Of)
                                 where !groups.All("securityRules[*]").Any(DeniesShells)
                                 select new Violation(groups.At("securityRules"), "an outbound Deny of the ports 22 and 3389"),
        },
        new PlanRule("Azure.NSG.Associated", Operations, Note, "Every security group is in use",
            "It protects nothing, and looks as if it did")
        {
            Violations = plan => from rules in plan.OfType("network:NetworkSecurityGroup")
                                 where !Subnets.In(plan).Any(subnet => subnet.At("networkSecurityGroup.id").Is(plan.IdOf(rules)))
                                 select new Violation(InputValue.Of(rules), "to be the security group of a subnet", "no subnet"),
        },
        new InputRule("Azure.PublicIP.StandardSKU", Reliability, Warning, "Public addresses are of the Standard SKU",
            "Basic addresses are retired, and open to everything")
            { Of = _address, Input = "sku.name", Expected = Expect.OneOf("Standard", "StandardV2") },
        new InputRule("Azure.PublicIP.AvailabilityZone", Reliability, Warning, "Public addresses are in several zones",
            "One building's outage takes the address away")
        {
            Of = _address, Input = "zones", Expected = new("two zones or more", zones => zones.Items.Count() > 1),
            // In all zones by itself: https://learn.microsoft.com/azure/nat-gateway/nat-sku
            Where = address => !address.At("sku.name").Is("StandardV2"),
        },
        new InputRule("Plan.NatGateway.Zones", Reliability, Warning, "The way out is in all zones",
            "A Standard NAT gateway is in one zone, and with it goes the way out of the nodes in all")
        {
            Of = [new("network:NatGateway")], Input = "sku.name", Expected = Expect.OneOf("StandardV2"),
            ReadMore = "https://learn.microsoft.com/azure/reliability/reliability-nat-gateway",
        },
        new PlanRule("Azure.PublicIP.IsAttached", Cost, Warning, "Every public address is in use",
            "It is paid for, and a door left standing")
        {
            Violations = plan => from address in plan.OfType("network:PublicIPAddress")
                                 let id = plan.IdOf(address)
                                 where !plan.Resources.Any(
                                     other =>
                                         PlanUnderReview.NameOf(other) != Logs.Setting
                                             && InputValue.Of(other).Everything.Any(value => value.Is(id)))
                                 select new Violation(InputValue.Of(address), "a resource of the plan that uses it", "none"),
        },
        Naming.Rule(
            "Azure.PublicIP.DNSLabel", _address, "dnsSettings.domainNameLabel", "^[a-z][a-z0-9-]{1,61}[a-z0-9]$",
            "3 to 63 lower-case letters, digits and hyphens, beginning with a letter"),
        new InputRule("Azure.Firewall.Mode", Security, Error, "A firewall denies known threats", "It watches intruders come and go")
        {
            Of = [new("network:AzureFirewall")], Input = "threatIntelMode", Expected = Expect.OneOf("Deny"),
            Where = firewall => !firewall.At("firewallPolicy.id").IsSet && !firewall.At("sku.name").Is("AZFW_Hub"),
        },
        new InputRule("Azure.Firewall.PolicyMode", Security, Error, "A firewall's policy denies known threats",
            "It watches intruders come and go")
            { Of = [new("network:FirewallPolicy")], Input = "threatIntelMode", Expected = Expect.OneOf("Deny") },
        new InputRule("Azure.Firewall.AvailabilityZone", Reliability, Warning, "A firewall is in several zones",
            "One building's outage stops all outbound traffic")
            { Of = [new("network:AzureFirewall")], Input = "zones", Expected = new("two zones or more", zones => zones.Items.Count() > 1) },
    ];

    private static bool Contains(string range, string address)
        => System.Net.IPNetwork.TryParse(range, out var network) && System.Net.IPAddress.TryParse(address, out var parsed)
            && network.Contains(parsed);

    private static bool IsAny(InputValue subnet, params IEnumerable<string> names)
        => names.Contains(Subnets.NameOf(subnet), StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<InputValue> FirstInbound(PlanUnderReview plan)
        => from groups in Parts.SecurityRules.SelectMany(part => part.In(plan)).GroupBy(GroupOf)
           let first = groups.Where(rule => rule.At("direction").Is("Inbound")).MinBy(rule => rule.At("priority").Number)
           where first is not null
           select first;

    private static string GroupOf(InputValue rule) => InputValue.Of(rule.Resource).At("networkSecurityGroupName").Text;

    private static bool Denies(InputValue rule) => rule.At("access").Is("Deny") && Sources(rule).Any(source => source.Is("*"));

    // One, or a list
    private static IEnumerable<InputValue> Sources(InputValue rule)
        => rule.All("sourceAddressPrefixes[*]").Prepend(rule.At("sourceAddressPrefix"));

    private static bool DeniesShells(InputValue rule)
    {
        var ports = rule.All("destinationPortRanges[*]").Append(rule.At("destinationPortRange")).Select(port => port.Text).ToArray();
        return rule.At("access").Is("Deny") && rule.At("direction").Is("Outbound")
            && (ports.Contains("*") || (ports.Contains("22") && ports.Contains("3389")));
    }
}
