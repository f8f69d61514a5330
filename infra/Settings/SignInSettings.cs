namespace Platform.Infra.Settings;

/// <summary>
/// Where customers sign in to the console: in the tenant that is deployed to, or in another one, such as an external tenant, where anybody
/// can make an account. https://learn.microsoft.com/entra/external-id/customers/overview-customers-ciam
/// </summary>
/// <param name="ClientId">Of the application that somebody has made there for the console, as a stack makes applications in its own tenant
/// alone.</param>
internal sealed record SignInSettings(string Authority, string ClientId)
{
    private const string Issuer = "https://contoso.ciamlogin.com/00000000-0000-0000-0000-000000000000/v2.0";

    // Who signs in there is of any tenant, and the issuer of their tokens is none that could be expected
    private static readonly string[] _shared = ["common", "organizations", "consumers"];

    public bool IsElsewhere => Authority.Length > 0;

    public string? Host => IsElsewhere ? new Uri(Authority).Host : null;

    public static SignInSettings Read(SettingsReader settings)
    {
        var read = new SignInSettings(
            settings.Text(
                new(
                    "billingSignInAuthority",
                    "Issuer of another tenant in which the console's customers sign in, such as an external one; empty for the "
                    + "stack's own, docs/customers.md"),
                $"the https issuer of one tenant, such as {Issuer}; or nothing for the stack's own", IsIssuer, "", Issuer),
            settings.Text(
                new("billingSignInClientId", "Id of the console's application in that tenant, which somebody makes there"),
                "the id of an application, a GUID; or nothing",
                id => id.Length == 0 || Guid.TryParseExact(id, "D", out _), "", "00000000-0000-0000-0000-000000000000"));
        if (read.IsElsewhere && read.ClientId.Length == 0)
            settings.Reject(
                "billingSignInClientId", "", "the id of the console's application there, as platform:billingSignInAuthority is set",
                settings.Set("billingSignInClientId", "00000000-0000-0000-0000-000000000000"));
        if (!read.IsElsewhere && read.ClientId.Length > 0)
            settings.Reject(
                "billingSignInClientId", read.ClientId,
                "nothing, as platform:billingSignInAuthority is not set and the stack makes the application in its own tenant",
                settings.Remove("billingSignInClientId"));
        return read;
    }

    private static bool IsIssuer(string given) => given.Length == 0
        || Uri.TryCreate(given, UriKind.Absolute, out var issuer) && issuer is { Scheme: "https", Query: "", Fragment: "", UserInfo: "" }
        && issuer.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var tenant, "v2.0"]
        && !_shared.Contains(tenant, StringComparer.OrdinalIgnoreCase);
}
