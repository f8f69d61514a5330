using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Platform.Billing.Console.SignIn;

/// <summary>The session's cookie, and the identity provider.</summary>
internal static class SignInServices
{
    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection(SignInOptions.Section)).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInEnvironment>().AddSingleton<SessionStore>();
        var authentication = services.AddAuthentication().AddCookie(SignInSchemes.Cookie);
        services.AddOptions<CookieAuthenticationOptions>(SignInSchemes.Cookie)
            .Configure<IOptions<ConsoleOptions>, TimeProvider>(ConfigureCookie);
        if (configuration[$"{SignInOptions.Section}:{nameof(SignInOptions.Authority)}"] is not { Length: > 0 })
            return;
        authentication.AddOpenIdConnect(SignInSchemes.OpenId, _ => { });
        services.AddOptions<OpenIdConnectOptions>(SignInSchemes.OpenId).Configure<IOptions<SignInOptions>, TimeProvider>(
            (openId, options, time) => ConfigureOpenId(openId, options.Value, time));
    }

    /// <summary>A browser takes a name with this prefix over TLS alone, and from this host alone.</summary>
    public static string CookieName(ConsoleOptions options, string name) => options.IsLocal ? name : $"__Host-{name}";

    /// <summary>A new session, whatever the browser had before.</summary>
    public static async Task SignInAsync(HttpContext context, Person person)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        await sessions.EndAsync((await context.AuthenticateAsync(SignInSchemes.Cookie)).Principal);
        var principal = person.ToPrincipal();
        ((ClaimsIdentity)principal.Identity!).AddClaim(
            new Claim(SessionStore.Claim, await sessions.BeginAsync(person.Issuer, person.Subject)));
        await context.SignInAsync(SignInSchemes.Cookie, principal);
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie, IOptions<ConsoleOptions> options, TimeProvider time)
    {
        (cookie.Cookie.Name, cookie.Cookie.Path, cookie.Cookie.HttpOnly) = (CookieName(options.Value, "console"), "/", true);
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = options.Value.IsLocal ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        (cookie.ExpireTimeSpan, cookie.SlidingExpiration, cookie.TimeProvider) = (SessionStore.Length, false, time);
        cookie.Events.OnValidatePrincipal = async context =>
        {
            if (!await context.HttpContext.RequestServices.GetRequiredService<SessionStore>().IsOpenAsync(context.Principal))
                context.RejectPrincipal();
        };
    }

    private static void ConfigureOpenId(OpenIdConnectOptions openId, SignInOptions options, TimeProvider time)
    {
        (openId.Authority, openId.ClientId, openId.ClientSecret) = (options.Authority!.AbsoluteUri, options.ClientId, options.ClientSecret);
        (openId.SignInScheme, openId.CallbackPath) = (SignInSchemes.Cookie, "/console/sign-in/callback");
        (openId.ResponseType, openId.ResponseMode, openId.UsePkce) = ("code", "query", true);
        (openId.MapInboundClaims, openId.SaveTokens, openId.TimeProvider) = (false, false, time);
        openId.RequireHttpsMetadata = !options.Authority.IsLoopback;
        openId.DisableTelemetry = true;
        openId.Scope.Add("email");
        // With the subject it says who it is
        openId.ClaimActions.Remove("iss");
        // The provider sends the browser back with a link, and not with another site's form
        openId.CorrelationCookie.SameSite = openId.NonceCookie.SameSite = SameSiteMode.Lax;
        openId.CorrelationCookie.SecurePolicy = openId.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        openId.TokenValidationParameters.NameClaimType = "name";
        if (options.AssertionFile is { Length: > 0 } file)
            openId.Events.OnAuthorizationCodeReceived = async context =>
            {
                // RFC 7523, section 2.2
                var request = context.TokenEndpointRequest!;
                (request.ClientAssertionType, request.ClientSecret) = ("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", null);
                request.ClientAssertion = (await File.ReadAllTextAsync(file, context.HttpContext.RequestAborted)).Trim();
            };
        openId.Events.OnTicketReceived = async context =>
        {
            context.HandleResponse();
            if (Person.FromToken(context.Principal!, options.OperatorRole) is { } person)
                await SignInAsync(context.HttpContext, person);
            context.Response.Redirect(Security.ReturnAddress.Of(context.ReturnUri));
        };
        openId.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/console/sign-in?failed=1");
            return Task.CompletedTask;
        };
    }
}
