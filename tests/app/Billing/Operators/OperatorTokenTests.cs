using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.Billing.Tests.Operators;

/// <summary>Operators who sign in at an identity provider, which is one on loopback.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OperatorTokenTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly RSA _key = RSA.Create(2048), _anothers = RSA.Create(2048);
    private WebApplication _issuer = null!;

    private string Issuer => _issuer.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", () => Results.Text(
            new JsonObject { ["issuer"] = Issuer, ["jwks_uri"] = $"{Issuer}/keys" }.ToJsonString(), "application/json"));
        _issuer.MapGet("/keys", () => Results.Text(
            new JsonObject { ["keys"] = new JsonArray(Jwk()) }.ToJsonString(), "application/json"));
        await _issuer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _key.Dispose();
        _anothers.Dispose();
    }

    [Theory]
    [InlineData("billing.operator", "billing", false, 200, "")]
    [InlineData("reader", "billing", false, 403, "'bob' has not the role 'billing.operator'")]
    [InlineData("billing.operator", "another", false, 401, "the key or token is not known here, or over")]
    [InlineData("billing.operator", "billing", true, 401, "the key or token is not known here, or over")]
    public async Task Call_WithAToken_IsAdmittedByItsRole(string role, string audience, bool isForged, int status, string error)
    {
        await using var host = await OperatorHost.StartAsync(
            "sqlite", postgres, "--Operator:Authority", Issuer, "--Operator:Audience", "billing");
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", Token(role, audience, isForged ? _anothers : _key));

        var answer = await host.SendAsync(
            HttpMethod.Post, "/operator/credits", new { id = "c", account = "a-1", amount = 1, expires = (string?)null, reason = "hello" });

        Assert.Equal((status, error), (answer.Status, (string?)answer.Body!["error"] ?? ""));
        Assert.Equal(status == 200 ? "bob" : "", await host.Shop.TextAsync("SELECT actor FROM audit"));
    }

    private string Token(string role, string audience, RSA key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer, Audience = audience, Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object> { ["sub"] = "bob", ["roles"] = new[] { role } },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(key) { KeyId = "k" }, SecurityAlgorithms.RsaSha256),
    });

    private JsonObject Jwk()
    {
        var parameters = _key.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["kid"] = "k", ["use"] = "sig", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }
}
