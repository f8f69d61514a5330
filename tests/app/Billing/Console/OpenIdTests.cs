using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.Billing.Tests.Console;

/// <summary>Signing in at an identity provider, which is one on loopback: code and PKCE.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private readonly RSA _key = RSA.Create(2048);
    private WebApplication _provider = null!;
    private IQueryCollection _asked = null!;
    private string[] _roles = [];
    private string _assertion = "";

    private string Issuer => _provider.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _provider = builder.Build();
        _provider.MapGet("/.well-known/openid-configuration", () => Json(new JsonObject
        {
            ["issuer"] = Issuer, ["authorization_endpoint"] = $"{Issuer}/authorize", ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/keys",
        }));
        var parameters = _key.ExportParameters(false);
        _provider.MapGet("/keys", () => Json(new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["kid"] = "k", ["use"] = "sig", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            }),
        }));
        _provider.MapGet("/authorize", (HttpContext context) =>
        {
            _asked = context.Request.Query;
            return Results.Redirect(QueryHelpers.AddQueryString(
                _asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = "c-1", ["state"] = _asked["state"] }));
        });
        _provider.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            _assertion = form["client_assertion"].ToString();
            var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            return challenge == _asked["code_challenge"]
                ? Json(new JsonObject
                {
                    ["access_token"] = "a", ["token_type"] = "Bearer", ["expires_in"] = 60,
                    ["id_token"] = Token(form["client_id"].ToString()),
                })
                : Results.BadRequest();
        });
        await _provider.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        _key.Dispose();
    }

    [Theory, InlineData("billing.operator", HttpStatusCode.OK), InlineData("reader", HttpStatusCode.NotFound)]
    public async Task SignIn_AtTheProvider_GoesOnWhereItWasWithTheRolesOfTheToken(string role, HttpStatusCode expected)
    {
        _roles = [role];
        await using var host = await ConsoleHost.StartAsync(
            "--Console:SignIn:Development", "false", "--Console:SignIn:Authority", Issuer, "--Console:SignIn:ClientId", "console",
            "--Console:SignIn:ClientSecret", "s");
        // Browsers go by the machine's clock
        host.Store.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var ada = host.Open();

        await ada.GetAsync("/console/sign-in/begin?return=/console/operator");

        Assert.Equal(
            ("code", "S256", $"{host.Address}console/sign-in/callback"),
            (_asked["response_type"].ToString(), _asked["code_challenge_method"].ToString(), _asked["redirect_uri"].ToString()));
        Assert.Equal(("/console/operator", expected), (ada.At.AbsolutePath, ada.Status));
        await ada.GetAsync("/console/sign-up");
        Assert.Equal(
            ("Ada", "ada@example.com"),
            (ada.Form("form[action='/console/sign-up']", []).Values["name"],
                ada.Form("form[action='/console/sign-up']", []).Values["email"]));
        Assert.Equal($"{Issuer} ada", await host.TextAsync("SELECT issuer, subject FROM console_session"));
    }

    [Fact]
    public async Task SignIn_WithTheWorkloadsToken_ShowsItInsteadOfASecret()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "workload");
        await using var host = await ConsoleHost.StartAsync(
            "--Console:SignIn:Development", "false", "--Console:SignIn:Authority", Issuer, "--Console:SignIn:ClientId", "console",
            "--Console:SignIn:AssertionFile", file);
        host.Store.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var ada = host.Open();

        await ada.GetAsync("/console/sign-in/begin");

        Assert.Equal(("workload", "/console/sign-up"), (_assertion, ada.At.AbsolutePath));
        File.Delete(file);
    }

    [Fact]
    public async Task Callback_WithoutItsBeginning_SignsNobodyIn()
    {
        await using var host = await ConsoleHost.StartAsync(
            "--Console:SignIn:Development", "false", "--Console:SignIn:Authority", Issuer, "--Console:SignIn:ClientId", "console");
        using var victim = host.Open();

        await victim.GetAsync("/console/sign-in/callback?code=c-1&state=of-another");

        Assert.Equal("/console/sign-in?failed=1", victim.At.PathAndQuery);
        Assert.Equal("0", await host.TextAsync("SELECT COUNT(*) FROM console_session"));
    }

    private string Token(string audience) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        // The console's clock is the test's; the handler's is the machine's
        Issuer = Issuer, Audience = audience, NotBefore = Plan.Always.UtcDateTime.AddMinutes(-1), IssuedAt = Plan.Always.UtcDateTime,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = "ada", ["name"] = "Ada", ["email"] = "ada@example.com", ["roles"] = _roles, ["nonce"] = _asked["nonce"].ToString(),
        },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
    });

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");
}
