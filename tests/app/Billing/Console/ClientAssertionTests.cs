using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Billing.Console.SignIn;

namespace Platform.Billing.Tests.Console;

/// <summary>Signing in through the framework's own handler, at an identity provider on loopback that keeps what it is asked.</summary>
public sealed class ClientAssertionTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<Dictionary<string, string>> _asked = [];
    private readonly string _file = Path.GetTempFileName();
    private WebApplication _provider = null!;

    public async Task InitializeAsync()
    {
        _provider = New();
        _provider.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Issuer, authorization_endpoint = $"{Issuer}/authorize", token_endpoint = $"{Issuer}/token", jwks_uri = $"{Issuer}/keys",
        }));
        _provider.MapGet("/keys", () => Results.Json(new { keys = Array.Empty<object>() }));
        _provider.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            _asked.Enqueue(form.ToDictionary(field => field.Key, field => field.Value.ToString()));
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        });
        await _provider.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task SignIn_WithAFile_SendsItsTokenOfNowAndNoSecret()
    {
        await using var console = await ConsoleAsync(_file);
        await File.WriteAllTextAsync(_file, "token-1\n");
        await SignInAsync(console);
        await File.WriteAllTextAsync(_file, "token-2\n");
        await SignInAsync(console);

        Assert.Equal(["token-1", "token-2"], _asked.Select(form => form["client_assertion"]));
        Assert.All(_asked, form =>
        {
            Assert.Equal(
                ("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "authorization_code", "console", "the-code"),
                (form["client_assertion_type"], form["grant_type"], form["client_id"], form["code"]));
            Assert.NotEmpty(form["code_verifier"]);
            Assert.DoesNotContain("client_secret", form.Keys);
        });
    }

    [Fact]
    public async Task SignIn_WithoutAFile_IsLeftAsItIs()
    {
        await using var console = await ConsoleAsync(null);

        await SignInAsync(console);

        Assert.Equal("the-secret", Assert.Single(_asked)["client_secret"]);
        Assert.DoesNotContain("client_assertion", _asked.Single().Keys);
    }

    private string Issuer => _provider.Urls.Single();

    private async Task<WebApplication> ConsoleAsync(string? file)
    {
        var app = New(services =>
        {
            services.AddAuthentication("cookie").AddCookie("cookie").AddOpenIdConnect("openid", openId =>
            {
                (openId.Authority, openId.ClientId, openId.ClientSecret, openId.RequireHttpsMetadata) = (Issuer, "console", "the-secret", false);
                (openId.ResponseType, openId.ResponseMode, openId.UsePkce, openId.CallbackPath) = ("code", "query", true, "/callback");
                openId.NonceCookie.SecurePolicy = openId.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                openId.NonceCookie.SameSite = openId.CorrelationCookie.SameSite = SameSiteMode.Lax;
                openId.Events.OnRemoteFailure = context =>
                {
                    context.HandleResponse();
                    return Task.CompletedTask;
                };
            });
            services.AddClientAssertion(
                new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(ClientAssertion.Setting, file)]).Build(), "openid");
        });
        app.UseAuthentication();
        app.MapGet("/", (HttpContext context) => context.ChallengeAsync("openid"));
        await app.StartAsync();
        return app;
    }

    private static async Task SignInAsync(WebApplication console)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(console.Urls.Single()) };
        using var sent = await client.GetAsync("/");
        var state = QueryHelpers.ParseQuery(sent.Headers.Location!.Query)["state"].ToString();
        using var back = await client.GetAsync(QueryHelpers.AddQueryString("/callback", new Dictionary<string, string?> { ["code"] = "the-code", ["state"] = state }));
    }

    private static WebApplication New(Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        add?.Invoke(builder.Services);
        return builder.Build();
    }
}
