using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Platform.Gateway.Tests.Policies.Access;

/// <summary>A local issuer of tokens.</summary>
internal sealed class Issuer
{
    public const string Name = "https://issuer.example";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "local" };

    /// <summary>A JSON Web Key Set.</summary>
    public string Keys
        => JsonSerializer.Serialize(new { keys = new[] { new { kty = "RSA", kid = "local", use = "sig", n = Public.N, e = Public.E } } });

    public JsonWebKey Public => JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);

    /// <summary>Valid for an hour, for <c>the-api</c>, from <see cref="Name"/>.</summary>
    public SecurityTokenDescriptor Descriptor(ManualClock clock) => new()
    {
        Issuer = Name,
        Audience = "the-api",
        Expires = clock.GetUtcNow().UtcDateTime.AddHours(1),
        Claims = new Dictionary<string, object> { ["roles"] = new[] { "one", "two" }, ["scp"] = "read write" },
        SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
    };

    public static string Token(SecurityTokenDescriptor descriptor)
        => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
}
