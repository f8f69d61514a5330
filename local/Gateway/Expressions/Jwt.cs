#nullable disable // An expression is C# 7, where nothing is annotated

using Newtonsoft.Json.Linq;

namespace Platform.Gateway.Expressions;

/// <summary>A token's content; nothing is checked by reading it.</summary>
public sealed class Jwt
{
    internal Jwt(JObject header, JObject payload)
    {
        Algorithm = (string)header["alg"];
        Type = (string)header["typ"];
        Claims = payload.Properties().ToDictionary(
            claim => claim.Name,
            claim => claim.Value is JArray several
                ? several.Select(value => value.ToString()).ToArray()
                : new[] { claim.Value.ToString() });
        Audiences = Claims.GetValueOrDefault("aud") ?? [];
        ExpirationTime = Time(payload["exp"]);
        NotBefore = Time(payload["nbf"]);
        Id = (string)payload["jti"];
        Issuer = (string)payload["iss"];
        Subject = (string)payload["sub"];
    }

    public string Algorithm { get; }
    public IEnumerable<string> Audiences { get; }
    public IReadOnlyDictionary<string, string[]> Claims { get; }
    public DateTime? ExpirationTime { get; }
    public string Id { get; }
    public string Issuer { get; }
    public DateTime? NotBefore { get; }
    public string Subject { get; }
    public string Type { get; }

    private static DateTime? Time(JToken seconds)
        => seconds is null ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime;
}
