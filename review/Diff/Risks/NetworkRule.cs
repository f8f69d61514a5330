namespace Platform.Review.Diff.Risks;

/// <summary>Rules of traffic, in whichever way they change: one that goes may have been the one that denied.</summary>
internal static class NetworkRule
{
    private static readonly string[] _types =
    [
        ":AzureFirewall", ":FirewallPolicy", ":FirewallPolicyRuleCollectionGroup", ":FirewallRule", ":Ingress",
        ":ManagedNetworkSettingsRule", ":NetworkPolicy", ":NetworkSecurityGroup", ":Route", ":RouteTable", ":SecurityRule",
        ":VirtualNetworkPeering",
    ];

    private static readonly string[] _names =
    [
        "addressPrefix", "addressPrefixes", "addressSpace", "defaultOutboundAccess", "dnsServers", "enableIPForwarding", "ipRules",
        "natGateway", "networkPolicy", "networkSecurityGroup", "outboundType", "privateEndpointNetworkPolicies", "routeTable",
        "virtualNetworkPeerings", "virtualNetworkRules",
    ];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        var isRule = _types.Any(type => change.Resource.Type.EndsWith(type, StringComparison.Ordinal));
        var touched = change.Touched().ToArray();
        if (isRule && (change.Kind is ChangeKind.Removed || touched.Any(input => input.Path.Names is not ["tags", ..])))
            yield return new(RiskKind.Network, "rules of traffic");
        if (change.Kind is not ChangeKind.Added && change.Resource.Type.EndsWith(":PrivateRecordSet", StringComparison.Ordinal)
            && (change.Kind is ChangeKind.Removed
                || touched.Any(input => input.Path.Names[0].EndsWith("Records", StringComparison.Ordinal))))
            yield return new(RiskKind.Network, "where a name leads");
        if (!isRule && change.Kind is ChangeKind.Changed or ChangeKind.Replaced)
        {
            foreach (var name in touched.SelectMany(input => input.Path.Names).Intersect(_names))
                yield return new(RiskKind.Network, name);
        }
    }
}
