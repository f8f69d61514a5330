using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff.Risks;

/// <summary>Whom a resource believes: authorities and certificates, issuers and subjects of tokens, and a gateway's checks of its callers.</summary>
internal static partial class TrustRule
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "allowedUses", "audience", "audiences", "caCertPem", "caCertificates", "caPrivateKeyPem", "certPem", "certificates", "clientCaName",
        "dnsNames", "encodedCertificate", "isCaCertificate", "issuer", "negotiateClientCertificate", "redirectUris", "signInAudience",
        "subject", "thumbprint", "trustedCertificates", "uris", "validateCertificateChain", "validateCertificateName",
        "validityPeriodHours");

    private static readonly string[] Policies = [":ApiOperationPolicy", ":ApiPolicy", ":Policy", ":PolicyFragment", ":ProductPolicy"];

    private static readonly string[] Credentials =
        [":ApplicationCertificate", ":ApplicationPassword", ":ServicePrincipalCertificate", ":ServicePrincipalPassword", ":AuthorizationServer",
            ":OpenIdConnectProvider", ":IdentityProvider", ":Certificate", ":CertificateAuthority"];

    public static IEnumerable<Risk> Of(ResourceChange change)
    {
        var type = change.Resource.Type;
        if (change.Kind is ChangeKind.Removed)
            yield break;
        if (change.Kind is not ChangeKind.Moved && Credentials.Any(end => type.EndsWith(end, StringComparison.Ordinal)))
            yield return new(RiskKind.Trust, change.Kind is ChangeKind.Added ? "another credential or issuer" : "a credential or issuer");
        if (change.Kind is ChangeKind.Added && !IsFederation(type))
            yield break;
        foreach (var name in change.Touched().Select(property => Name(property.Path)).OfType<string>().Distinct())
            yield return new(RiskKind.Trust, name);
        if (Policies.Any(end => type.EndsWith(end, StringComparison.Ordinal)) && change.Properties.Any(ChangesChecks))
            yield return new(RiskKind.Trust, "how callers are checked");
    }

    private static string? Name(PropertyPath path)
        => path.Names.FirstOrDefault(Names.Contains) ?? (Authority().IsMatch(path.Text) ? "an authority's certificate" : null);

    private static bool IsFederation(string type) => type.EndsWith("FederatedIdentityCredential", StringComparison.Ordinal);

    private static bool ChangesChecks(PropertyChange change)
        => change.Path.Schema == "value"
            && LineDiff.Between($"{change.Before}", $"{change.After}").Any(line => line[0] is '+' or '-' && Check().IsMatch(line));

    // https://learn.microsoft.com/azure/api-management/api-management-policies#authentication-and-authorization
    [GeneratedRegex("<(/?)(validate-|openid-config|issuer|audience|required-claims|claim |ip-filter|address|check-header|client-application-id|cors|origin|allowed-origins|authentication-|get-authorization-context)")]
    private static partial Regex Check();

    [GeneratedRegex(@"(?:^|[.""\[])[\w-]*(?:authority|ca)\.(?:crt|pem)")]
    private static partial Regex Authority();
}
