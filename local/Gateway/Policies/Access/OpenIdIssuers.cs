namespace Platform.Gateway.Policies.Access;

/// <summary>Who issues tokens, by the address of its configuration, which is not fetched here.</summary>
internal static class OpenIdIssuers
{
    private const string Configuration = "/.well-known/openid-configuration";
    private const string Entra = "https://login.microsoftonline.com/";

    /// <summary>
    /// https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig; Entra's first version alone has another name.
    /// </summary>
    public static IEnumerable<string> Of(string url)
    {
        var issuer = url.EndsWith(Configuration, StringComparison.Ordinal) ? url[..^Configuration.Length] : url;
        yield return issuer;
        yield return $"{issuer}/";
        if (issuer.StartsWith(Entra, StringComparison.Ordinal) && !issuer.EndsWith("/v2.0", StringComparison.Ordinal))
            yield return $"https://sts.windows.net/{issuer[Entra.Length..]}/";
    }
}
