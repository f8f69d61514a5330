using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>Whose tokens are taken, for whom, signed by what, and for how long.</summary>
internal sealed record TokenRules(
    PolicyValue[] Issuers, PolicyValue[] Audiences, IReadOnlyList<SecurityKey> Keys, SecurityKey[] DecryptionKeys, TimeProvider Clock)
{
    private static readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public PolicyValue ClockSkew { get; init; } = new("0", null);
    public PolicyValue RequiresExpiration { get; init; } = new("true", null);
    public PolicyValue RequiresSignature { get; init; } = new("true", null);

    public async ValueTask<TokenValidationResult> ValidateAsync(GatewayCall call, string token)
    {
        var (audiences, issuers) = (await TextsAsync(call, Audiences), await TextsAsync(call, Issuers));
        var (skew, expires) = (TimeSpan.FromSeconds(await ClockSkew.NumberAsync(call)), await RequiresExpiration.IsTrueAsync(call));
        return await _handler.ValidateTokenAsync(token, new()
        {
            IssuerSigningKeys = Keys,
            TryAllIssuerSigningKeys = true,
            TokenDecryptionKeys = DecryptionKeys,
            RequireSignedTokens = await RequiresSignature.IsTrueAsync(call),
            ValidAudiences = audiences,
            ValidateAudience = audiences.Length > 0,
            ValidIssuers = issuers,
            ValidateIssuer = issuers.Length > 0,
            LifetimeValidator = (from, until, _, _) => IsAlive(from, until, skew, expires),
        });
    }

    private bool IsAlive(DateTime? from, DateTime? until, TimeSpan skew, bool expires)
    {
        var now = Clock.GetUtcNow().UtcDateTime;
        if (until is null && expires)
            throw new SecurityTokenNoExpirationException("The token does not say until when it is valid.");
        return now < (until ?? DateTime.MaxValue - skew) + skew && (from is not { } start || now >= start - skew)
            ? true
            : throw new SecurityTokenExpiredException("The token is expired, or not valid yet.");
    }

    private static async ValueTask<string[]> TextsAsync(GatewayCall call, PolicyValue[] values)
    {
        var texts = new string[values.Length];
        for (var at = 0; at < texts.Length; at++)
            texts[at] = await values[at].TextAsync(call);
        return texts;
    }
}
