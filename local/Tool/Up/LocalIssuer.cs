using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Tool.Up;

/// <summary>Gives tokens in place of Entra ID.</summary>
internal sealed class LocalIssuer : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>What tokens are checked with, as an issuer publishes it.</summary>
    public string Keys()
    {
        var key = _key.ExportParameters(false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["kid"] = "local", ["n"] = Base64Url.EncodeToString(key.Modulus),
                ["e"] = Base64Url.EncodeToString(key.Exponent),
            }),
        }.ToJsonString();
    }

    public string Token(TierRole role)
    {
        var head = Part(new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "local" });
        var text = $"{head}.{Part(new()
        {
            ["iss"] = $"https://login.microsoftonline.com/{role.Tenant}/v2.0", ["aud"] = role.Audience,
            ["roles"] = new JsonArray(role.Role),
            ["exp"] = TimeProvider.System.GetUtcNow().AddDays(30).ToUnixTimeSeconds(),
        })}";
        return $"{text}.{Base64Url.EncodeToString(
            _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
