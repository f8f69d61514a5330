using Microsoft.IdentityModel.Tokens;

namespace Platform.Gateway.Policies.Access;

/// <summary>The keys of the local issuer, which stands for every issuer that policies name.</summary>
/// <param name="jwks">A JSON Web Key Set; null: no token is valid.</param>
internal sealed class TokenKeys(string? jwks)
{
    private readonly Lazy<SecurityKey[]> _keys = new(() => jwks is null ? [] : [.. new JsonWebKeySet(jwks).GetSigningKeys()]);

    public IReadOnlyList<SecurityKey> All => _keys.Value;
}
