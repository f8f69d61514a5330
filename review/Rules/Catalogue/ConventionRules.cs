using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>
/// Names by the Cloud Adoption Framework's abbreviations, which say what a thing is wherever only its name is shown.
/// https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-abbreviations
/// </summary>
internal static class ConventionRules
{
    // Azure prescribes these
    private static readonly string[] _prescribed =
        ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet", "AzureBastionSubnet"];

    public static Rule[] All { get; } =
    [
        Prefix("Azure.VNET.Naming", "virtual network", "vnet-", "virtualNetworkName", "network:VirtualNetwork"),
        Prefix("Azure.NSG.Naming", "network security group", "nsg-", "networkSecurityGroupName", "network:NetworkSecurityGroup"),
        Prefix("Azure.PublicIP.Naming", "public address", "pip-", "publicIpAddressName", "network:PublicIPAddress"),
        Prefix("Azure.Route.Naming", "route table", "rt-", "routeTableName", "network:RouteTable"),
        Prefix("Azure.Log.Naming", "log workspace", "log-", "workspaceName", "operationalinsights:Workspace"),
        Prefix("Azure.AppInsights.Naming", "Application Insights component", "appi-", "resourceName", "applicationinsights:Component"),
        new PlanRule("Azure.VNET.SubnetNaming", Operations, Note, "A subnet's name begins with 'snet-'",
            "Nobody sees from a name what it is of")
        {
            Violations = plan => from subnet in Subnets.In(plan)
                                 let name = Subnets.NameOf(subnet)
                                 where !_prescribed.Contains(name, StringComparer.OrdinalIgnoreCase)
                                     && !name.StartsWith("snet-", StringComparison.Ordinal)
                                 select new Violation(
                                     subnet.At(subnet.Path.Length == 0 ? "subnetName" : "name"), "a name that begins with 'snet-'"),
        },
    ];

    private static InputRule Prefix(string id, string kind, string prefix, string input, string type)
        => new(id, Operations, Note, $"A {kind}'s name begins with '{prefix}'", "Nobody sees from a name what it is of")
        { Of = [new(type)], Input = input, Expected = Expect.Matching($"^{prefix}", $"a name that begins with '{prefix}'") };
}
