using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Platform.Billing.Console.SignIn;

/// <summary>
/// The console says who it is by its pod's own token, which the identity provider trusts, and has no secret that could leak or end. The file is
/// renewed while billing runs, and so is read each time.
/// https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#request-an-access-token-with-a-certificate-credential
/// </summary>
internal static class ClientAssertion
{
    /// <summary>The file's path; not set, the console has a client secret, or none.</summary>
    public const string Setting = "Console:SignIn:AssertionFile";

    /// <summary>RFC 7523, section 2.2.</summary>
    private const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /// <param name="services">To which the scheme is added.</param>
    /// <param name="configuration">With the setting.</param>
    /// <param name="scheme">The console's OpenID Connect.</param>
    public static void AddClientAssertion(this IServiceCollection services, IConfiguration configuration, string scheme)
    {
        if (configuration[Setting] is not { Length: > 0 } file)
            return;
        services.PostConfigure<OpenIdConnectOptions>(scheme, openId =>
        {
            var before = openId.Events.OnAuthorizationCodeReceived;
            openId.Events.OnAuthorizationCodeReceived = async context =>
            {
                await before(context);
                await AssertAsync(context.TokenEndpointRequest!, file, context.HttpContext.RequestAborted);
            };
        });
    }

    private static async Task AssertAsync(OpenIdConnectMessage request, string file, CancellationToken cancellationToken)
    {
        request.ClientAssertion = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        (request.ClientAssertionType, request.ClientSecret) = (Type, null);
    }
}
