using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>
/// Whom a resource believes: authorities and certificates, issuers and subjects of tokens, and a gateway's checks of its callers.
/// </summary>
internal static partial class TrustRule
{
    private static readonly FrozenSet<string> _names = FrozenSet.Create(
        StringComparer.Ordinal,
        "allowedUses", "audience", "audiences", "caCertificates", "caCertPem", "caPrivateKeyPem", "certificates", "certPem",
        "clientCaName", "dnsNames", "encodedCertificate", "identifierUris", "implicitGrant", "isCaCertificate", "issuer",
        "negotiateClientCertificate", "redirectUris", "signInAudience", "subject", "thumbprint", "trustedCertificates", "uris",
        "validateCertificateChain", "validateCertificateName", "validityPeriodHours");

    private static readonly string[] _policies = [":ApiOperationPolicy", ":ApiPolicy", ":Policy", ":PolicyFragment", ":ProductPolicy"];

    private static readonly string[] _credentials =
    [
        ":ApplicationCertificate", ":ApplicationPassword", ":ServicePrincipalCertificate", ":ServicePrincipalPassword",
        ":AuthorizationServer", ":OpenIdConnectProvider", ":IdentityProvider", ":Certificate", ":CertificateAuthority",
    ];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        var type = change.Resource.Type;
        if (change.Kind is ChangeKind.Removed)
            yield break;
        if (change.Kind is not ChangeKind.Moved && _credentials.Any(end => type.EndsWith(end, StringComparison.Ordinal)))
            yield return new(RiskKind.Trust, change.Kind is ChangeKind.Added ? "another credential or issuer" : "a credential or issuer");
        if (change.Kind is ChangeKind.Added && !IsFederation(type))
            yield break;
        foreach (var name in change.Touched().Select(property => Name(property.Path)).OfType<string>().Distinct())
            yield return new(RiskKind.Trust, name);
        foreach (var property in change.Touched().Where(property => property.After is not null))
        {
            if (LeadsElsewhere(type, property.Path))
                yield return new(RiskKind.Trust, "where its calls go");
            if (property.Path.EndsWith("image") && IsOtherCode($"{property.Before}", $"{property.After}"))
                yield return new(RiskKind.Trust, "an image from elsewhere, or that is not held by its digest");
        }

        if (_policies.Any(end => type.EndsWith(end, StringComparison.Ordinal)) && change.Properties.Any(ChangesChecks))
            yield return new(RiskKind.Trust, "how callers are checked");
    }

    private static bool LeadsElsewhere(string type, PropertyPath path) => type switch
    {
        "azure-native:apimanagement:Backend" => path.Schema is "url" or "protocol",
        "azure-native:apimanagement:Api" => path.Schema == "serviceUrl",
        _ => false,
    };

    // registry/repository:tag@digest
    private static bool IsOtherCode(string before, string after)
        => Repository(before) != Repository(after)
            || (before.Contains("@sha256:", StringComparison.Ordinal) && !after.Contains("@sha256:", StringComparison.Ordinal));

    private static string Repository(string image)
    {
        var name = image.Split('@')[0];
        var tag = name.LastIndexOf(':');
        return tag > name.LastIndexOf('/') ? name[..tag] : name;
    }

    private static string? Name(PropertyPath path)
        => path.Names.FirstOrDefault(_names.Contains) ?? (Authority().IsMatch(path.Text) ? "an authority's certificate" : null);

    private static bool IsFederation(string type) => type.EndsWith("FederatedIdentityCredential", StringComparison.Ordinal);

    private static bool ChangesChecks(PropertyChange change)
        => change.Path.Schema == "value"
            && LineDiff.Between($"{change.Before}", $"{change.After}").Any(line => line[0] is '+' or '-' && Check().IsMatch(line));

    // https://learn.microsoft.com/azure/api-management/api-management-policies#authentication-and-authorization
    [GeneratedRegex(
        "<(/?)(validate-|openid-config|issuer|audience|required-claims|claim "
        + "|ip-filter|address|check-header|client-application-id|cors|origin|allowed-origins|authentication-|get-authorization-context)")]
    private static partial Regex Check();

    [GeneratedRegex(@"(?:^|[.""\[])[\w-]*(?:authority|ca)\.(?:crt|pem)")]
    private static partial Regex Authority();
}
