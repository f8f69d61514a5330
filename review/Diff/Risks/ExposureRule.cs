using System.Collections.Frozen;

namespace Platform.Review.Diff.Risks;

/// <summary>Whatever decides who can reach a resource from outside, or without an identity of its own.</summary>
internal static class ExposureRule
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "adminUserEnabled", "allowBlobPublicAccess", "allowCrossTenantReplication", "allowSharedKeyAccess", "anonymousPullEnabled", "apiServerAccessProfile", "authMode",
        "authorizedIPRanges", "disableLocalAccounts", "disableLocalAuth", "enableHttpsTrafficOnly", "enableNodePublicIP",
        "enableNodePublicIp", "isLocalUserEnabled", "isSftpEnabled", "loadBalancerSourceRanges", "managedNetwork", "minimumTlsVersion", "networkAcls", "networkRuleBypassOptions",
        "networkRuleSet", "publicIPAddressId", "publicAccess", "publicIpAddresses", "publicNetworkAccess", "publicNetworkAccessForIngestion",
        "publicNetworkAccessForQuery", "remoteLoginPortPublicAccess", "subscriptionRequired",
        "virtualNetworkType");

    // Those that say by a word how far they are open.
    private static readonly FrozenSet<string> Worded = FrozenSet.Create(
        StringComparer.Ordinal,
        "authMode", "defaultAction", "minimumTlsVersion", "publicAccess", "publicNetworkAccess", "publicNetworkAccessForIngestion",
        "publicNetworkAccessForQuery", "remoteLoginPortPublicAccess", "virtualNetworkType");

    private static readonly FrozenSet<string> Closed = FrozenSet.Create(
        StringComparer.Ordinal, "AAD", "AADToken", "Deny", "Disabled", "Internal", "None", "TLS1_2", "TLS1_3");

    // Of a flag's two values, the one that opens.
    private static readonly FrozenSet<string> OpenWhenFalse = FrozenSet.Create(
        StringComparer.Ordinal,
        "disableLocalAccounts", "disableLocalAuth", "enableHttpsTrafficOnly", "enablePrivateCluster", "subscriptionRequired");

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        if (change is { Kind: ChangeKind.Added, Resource.Type: "azure-native:network:PublicIPAddress" })
            yield return new(RiskKind.Exposure, "a public IP address");
        if (change.Kind is ChangeKind.Removed)
            yield break;
        if (change is { Kind: ChangeKind.Added, Resource.Type: "azure-native:storage:StorageAccountStaticWebsite" })
            yield return new(RiskKind.Exposure, "a website of anybody's");
        if (change.Resource.Type.EndsWith(":Service", StringComparison.Ordinal)
            && change.Touched().Any(input => input.Path.Schema == "spec.type" && $"{input.After}" is "LoadBalancer" or "NodePort"))
            yield return new(RiskKind.Exposure, "a door of its own");
        foreach (var input in change.Touched())
        {
            var name = input.Path.Names.FirstOrDefault(Names.Contains);
            var (own, value) = (input.Path.Names[^1], $"{input.After}");
            if (name is not null && (change.Kind == ChangeKind.Added ? Opens(own, value) : !Closes(own, value)))
                yield return new(RiskKind.Exposure, name);
        }
    }

    // Of what is changed, all that does not clearly close it wants a look: a default may be open, a list longer.
    private static bool Closes(string name, string value) => Names.Contains(name) && value switch
    {
        "true" or "false" => !Opens(name, value),
        _ => Worded.Contains(name) && Closed.Contains(value),
    };

    private static bool Opens(string name, string value) => value switch
    {
        "true" => !OpenWhenFalse.Contains(name) && name is not "enablePrivateClusterPublicFQDN",
        "false" => OpenWhenFalse.Contains(name),
        _ => Worded.Contains(name) && !Closed.Contains(value),
    };
}
