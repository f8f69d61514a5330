using System.Collections.Frozen;
using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>Whatever decides who can reach a resource from outside, or without an identity of its own.</summary>
internal static class ExposureRule
{
    private static readonly FrozenSet<string> _names = FrozenSet.Create(
        StringComparer.Ordinal,
        "adminUserEnabled", "allowBlobPublicAccess", "allowCrossTenantReplication", "allowedCopyScope", "allowSharedKeyAccess",
        "anonymousPullEnabled", "apiServerAccessProfile", "approvalRequired", "authMode", "authorizedIPRanges",
        "defaultToOAuthAuthentication", "disableLocalAccounts", "disableLocalAuth", "egressPublicNetworkAccess", "enableHttpsTrafficOnly",
        "enableNodePublicIP", "enableNodePublicIp", "fallbackPublicClientEnabled", "isLocalUserEnabled", "isSftpEnabled",
        "loadBalancerSourceRanges", "managedNetwork", "minimumTlsVersion", "networkAcls", "networkRuleBypassOptions", "networkRuleSet",
        "passwordAuth", "publicAccess", "publicIpAddresses", "publicIPAddressId", "publicNetworkAccess",
        "publicNetworkAccessForIngestion", "publicNetworkAccessForQuery", "remoteLoginPortPublicAccess", "subscriptionRequired",
        "virtualNetworkType");

    // Those that say by a word how far they are open.
    private static readonly FrozenSet<string> _worded = FrozenSet.Create(
        StringComparer.Ordinal,
        "allowedCopyScope", "authMode", "defaultAction", "egressPublicNetworkAccess", "minimumTlsVersion", "passwordAuth", "publicAccess",
        "publicNetworkAccess", "publicNetworkAccessForIngestion", "publicNetworkAccessForQuery", "remoteLoginPortPublicAccess",
        "virtualNetworkType");

    private static readonly FrozenSet<string> _closed = FrozenSet.Create(
        StringComparer.Ordinal, "AAD", "AADToken", "Deny", "Disabled", "Internal", "None", "PrivateLink", "TLS1_2", "TLS1_3");

    // Of a flag's two values, the one that opens.
    private static readonly FrozenSet<string> _openWhenFalse = FrozenSet.Create(
        StringComparer.Ordinal,
        "approvalRequired", "defaultToOAuthAuthentication", "disableLocalAccounts", "disableLocalAuth", "enableHttpsTrafficOnly",
        "enablePrivateCluster", "subscriptionRequired");

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
            if (OpensOtherwise(change.Resource, input) is { } reason)
                yield return new(RiskKind.Exposure, reason);
            var name = input.Path.Names.FirstOrDefault(_names.Contains);
            var (own, value) = (input.Path.Names[^1], $"{input.After}");
            if (name is not null && (change.Kind == ChangeKind.Added ? Opens(own, value) : !Closes(own, value)))
                yield return new(RiskKind.Exposure, name);
        }
    }

    // Where neither the name nor the value alone says so
    private static string? OpensOtherwise(PlannedResource resource, PropertyChange input)
    {
        var value = $"{input.After}".ToLowerInvariant();
        return resource.Type switch
        {
            "azure-native:apimanagement:Api" when input.Path.EndsWith("protocols") && value is "http" or "ws"
                => $"calls by {value}, which anybody reads",
            // https://learn.microsoft.com/azure/api-management/api-management-howto-manage-protocols-ciphers
            "azure-native:apimanagement:ApiManagementService"
                when value == "true" && input.Path.Text.Contains("Security.", StringComparison.Ordinal)
                => "a protocol or cipher that can be broken",
            "azure-native:containerregistry:Registry" when input.Path.EndsWith("exportPolicy.status") && value == "enabled"
                => "images can be exported",
            // https://learn.microsoft.com/azure/postgresql/security/security-tls
            "azure-native:dbforpostgresql:Configuration" when input.Path.Schema == "value" && value == "off"
                && $"{resource.Inputs["configurationName"]}" == "require_secure_transport" => "connections that are not encrypted",
            _ => null,
        };
    }

    // Of what is changed, all that does not clearly close it wants a look: a default may be open, a list longer.
    private static bool Closes(string name, string value) => _names.Contains(name) && value switch
    {
        "true" or "false" => !Opens(name, value),
        _ => _worded.Contains(name) && _closed.Contains(value),
    };

    private static bool Opens(string name, string value) => value switch
    {
        "true" => !_openWhenFalse.Contains(name) && name is not "enablePrivateClusterPublicFQDN",
        "false" => _openWhenFalse.Contains(name),
        _ => _worded.Contains(name) && !_closed.Contains(value),
    };
}
