using System.Globalization;

namespace Platform.Infra.Settings;

/// <summary>The developer portal.</summary>
internal sealed record PortalSettings(
    int Revision, string Tenant, string Authority, string ClientId, string ClientSecret, string SecretEnds)
{
    public bool HasSignIn => Tenant.Length > 0;

    /// <summary>When the secret ends; null where there is none.</summary>
    public DateTimeOffset? End => HasSignIn && Day(SecretEnds) is { } day ? day : null;

    public static PortalSettings Read(SettingsReader settings)
    {
        var read = new PortalSettings(
            settings.Whole(
                new(
                    "gatewayPortalRevision",
                    "Counted up, it publishes the developer portal as its editor holds it; 0 publishes nothing, as there is nothing before "
                    + "somebody has opened the editor"),
                0, min: 0, max: 9999),
            settings.Text(
                new(
                    "gatewayPortalTenant",
                    "Domain of the tenant, of Entra ID or External ID, whose people sign in to the developer portal; empty for "
                    + "passwords of its own alone"),
                "a tenant's domain, such as contoso.onmicrosoft.com; or nothing", IsDomain, "",
                "contoso.onmicrosoft.com"),
            settings.Text(
                new(
                    "gatewayPortalAuthority",
                    "Where they sign in, login.microsoftonline.com or an External ID tenant's name.ciamlogin.com"),
                "login.microsoftonline.com, or an External ID tenant's, such as contoso.ciamlogin.com",
                host => host == "login.microsoftonline.com" || host.EndsWith(".ciamlogin.com", StringComparison.Ordinal),
                "login.microsoftonline.com"),
            settings.Text(
                new("gatewayPortalClientId", "Client id of the portal's application in that tenant"),
                "an application's client id, a GUID; or nothing",
                id => id.Length == 0 || Guid.TryParseExact(id, "D", out _), "", "00000000-0000-0000-0000-000000000000"),
            settings.Text(
                new("gatewayPortalClientSecret", "Its client secret, set with --secret"),
                "the application's client secret; or nothing", _ => true, ""),
            settings.Text(
                new("gatewayPortalSecretEnds", "Last day of that secret, such as 2027-12-31; an alert fires 30 days before"),
                "a day, such as 2027-12-31; or nothing",
                day => day.Length == 0 || Day(day) is not null, "", "2027-12-31"));
        if (read.HasSignIn)
            read.CheckSignIn(settings);
        return read;
    }

    // A secret that ends unseen locks everybody out of the portal
    private void CheckSignIn(SettingsReader settings)
    {
        foreach (var (key, value, option) in new[] { ("gatewayPortalClientId", ClientId, ""),
                ("gatewayPortalClientSecret", ClientSecret, "--secret "), ("gatewayPortalSecretEnds", SecretEnds, "") })
            if (value.Length == 0)
                settings.Reject(
                    key, "", $"a value, as platform:gatewayPortalTenant is {Tenant}", settings.Set($"{option}{key}", "<value>"));
    }

    private static bool IsDomain(string value)
        => value.Length == 0 || value.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(value) == UriHostNameType.Dns;

    private static DateTimeOffset? Day(string text)
        => DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var day)
            ? day
            : null;
}
