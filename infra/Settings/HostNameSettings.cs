using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>Names of the stack's own, by which callers find the gateway whatever its SKU, its region or its service's name are.</summary>
/// <param name="CertificateVault">Where their certificate is; null: Azure issues and renews one, of the gateway alone.</param>
/// <param name="ExistingZone">An existing public DNS zone; null for none. Without either the records are made elsewhere, by hand.</param>
internal sealed partial record HostNameSettings(
    string Gateway, string Portal, ResourceReference? CertificateVault, string CertificateName, string Zone,
    ResourceReference? ExistingZone)
{
    private const string Name = "a host name in lower case";

    public bool HasGateway => Gateway.Length > 0;

    public bool HasPortal => Portal.Length > 0;

    public bool HasAny => HasGateway || HasPortal;

    /// <summary>Whether there is anything to declare: a zone alone, too, before the names are used.</summary>
    public bool AreUsed => HasAny || Domain.Length > 0;

    /// <summary>Whether Azure issues the gateway's certificate.</summary>
    public bool IsManaged => HasGateway && CertificateVault is null;

    /// <summary>The setting that says the zone.</summary>
    public string ZoneSetting => ExistingZone is null ? "gatewayDnsZone" : "gatewayDnsZoneId";

    /// <summary>The domain of the zone, whichever it is; empty for none.</summary>
    public string Domain => ExistingZone?.Name ?? Zone;

    public static HostNameSettings Read(SettingsReader settings) => new(
        settings.Text(
            new(
                "gatewayHostName",
                "Own host name of the API and the console, such as api.example.com; empty for that of the service alone"),
            $"{Name}, such as api.example.com; or nothing", IsNameOrNothing, "", "api.example.com"),
        settings.Text(
            new(
                "gatewayPortalHostName",
                "Own host name of the developer portal, such as developer.example.com; empty for that of the service alone"),
            $"{Name}, such as developer.example.com; or nothing", IsNameOrNothing, "", "developer.example.com"),
        ResourceReference.Read(
            settings,
            new(
                "gatewayCertificateVaultId",
                "Id of the Key Vault with the certificate of both names; empty lets Azure issue one of gatewayHostName, with Developer and "
                + "Premium, public, and not in the first deployment"),
            "a Key Vault", "Microsoft.KeyVault/vaults"),
        settings.Text(
            new("gatewayCertificateName", "What that certificate is called in the vault"),
            "1 to 127 letters, digits and hyphens", IsCertificate, "gateway"),
        settings.Text(
            new(
                "gatewayDnsZone",
                "Domain of a public DNS zone that the stack makes and writes the names into, such as example.com; empty for none"),
            "a domain in lower case, such as example.com; or nothing", IsNameOrNothing, "", "example.com"),
        ResourceReference.Read(
            settings,
            new(
                "gatewayDnsZoneId",
                "Id of a public DNS zone that takes the names, in the stack's subscription; empty for none, which leaves the "
                + "records to you"),
            "a public DNS zone", "Microsoft.Network/dnsZones"));

    /// <summary>The name as a record of <see cref="Domain"/> has it.</summary>
    /// <param name="host">Below the domain.</param>
    public string RecordOf(string host) => host[..^(Domain.Length + 1)];

    /// <summary>Whether a zone of that domain can hold the name as an alias: the domain itself can be none (RFC 1034, 3.6.2).</summary>
    public bool IsInZone(string host) => host.EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase);

    public static bool IsNameOrNothing(string value) => value.Length == 0 || value.Length <= 253 && HostName().IsMatch(value);

    private static bool IsCertificate(string value) => CertificateShape().IsMatch(value);

    [GeneratedRegex(@"\A([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex HostName();

    // https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
    [GeneratedRegex(@"\A[a-zA-Z0-9-]{1,127}\z")]
    private static partial Regex CertificateShape();
}
