using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>The project's own check of a tier's role, with tokens of a local issuer.</summary>
public sealed class ValidateAzureAdTokenTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string Refusal = "this tier takes an Entra token of the API with the role Tier.Free, besides the subscription key";

    private static readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "local" };

    [Theory]
    [InlineData("Tier.Free", "the-api", Tenant, 3600, 200)]
    [InlineData("Tier.Premium", "the-api", Tenant, 3600, 401)]
    [InlineData("Tier.Free", "another-api", Tenant, 3600, 401)]
    [InlineData("Tier.Free", "the-api", "22222222-2222-2222-2222-222222222222", 3600, 401)]
    [InlineData("Tier.Free", "the-api", Tenant, -1, 401)]
    public async Task Role_OfATier_IsAdmittedAlone(string role, string audience, string tenant, int seconds, int status)
    {
        var test = Test();

        var answer = await test.SendAsync(
            "GET", "/api/item/7", null, null, ("Authorization", $"Bearer {Token(test, _key, role, audience, tenant, seconds)}"));

        Assert.Equal(status, answer.Status);
        if (status == 401)
            Assert.Equal(Refusal, JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Token_OfAnotherKey_OrNone_IsRefused()
    {
        var test = Test();
        var forged = Token(test, new RsaSecurityKey(RSA.Create(2048)) { KeyId = "local" }, "Tier.Free", "the-api", Tenant, 3600);

        Assert.Equal(401, (await test.SendAsync("GET", "/api/item/7", null, null, ("Authorization", $"Bearer {forged}"))).Status);
        Assert.Equal(401, (await test.SendAsync("GET", "/api/item/7")).Status);
        Assert.Empty(test.Backend.Requests);
    }

    private static PolicyTest Test()
    {
        var fragment = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "Fragments", "role.xml"))
            .Replace("$(tenantId)", Tenant).Replace("$(audience)", "the-api").Replace("$(role)", "Tier.Free");
        var keys = JsonSerializer.Serialize(new
        {
            keys = new[] { new { kty = "RSA", kid = "local", use = "sig", n = Modulus.N, e = Modulus.E } },
        });
        return PolicyTest.OfPlan(
            TestPlans.OfApi(PolicyTest.Document("inbound", "<include-fragment fragment-id='role' />"), ("role", fragment)), keys);
    }

    private static JsonWebKey Modulus => JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);

    private static string Token(PolicyTest test, SecurityKey key, string role, string audience, string tenant, int seconds)
    {
        var now = test.Clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"https://login.microsoftonline.com/{tenant}/v2.0",
            Audience = audience,
            Expires = now.AddSeconds(seconds),
            Claims = new Dictionary<string, object> { ["roles"] = new[] { "Other", role } },
            SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        });
    }
}
