using Microsoft.IdentityModel.Tokens;

namespace Platform.Gateway.Policies.Access;

/// <summary>Keys that stand in a policy: https://learn.microsoft.com/azure/api-management/validate-jwt-policy#key-attributes</summary>
internal static class TokenKeyReader
{
    /// <param name="list">issuer-signing-keys or decryption-keys.</param>
    public static SecurityKey[] Read(PolicyElement element, string list)
    {
        if (element.OnlyChild(list) is not { } found)
            return [];
        var keys = found.Children("key").Select(each => each.Finish(Key(each))).ToArray();
        return keys.Length > 0 ? found.Finish(keys) : throw found.Position.Error($"<{list}> has no <key>, of which it needs one");
    }

    private static SecurityKey Key(PolicyElement element)
    {
        var id = element.Literal("id");
        var (modulus, exponent) = (element.Literal("n"), element.Literal("e"));
        if (modulus is null != exponent is null)
            throw element.Position.Error("<key> has one of n and e; give both, or the key as text");
        if (modulus is not null)
            return new RsaSecurityKey(new System.Security.Cryptography.RSAParameters
            {
                Modulus = Bytes(element, modulus, Base64UrlEncoder.DecodeBytes),
                Exponent = Bytes(element, exponent!, Base64UrlEncoder.DecodeBytes),
            }) { KeyId = id };
        return element.Text().Literal is { } text
            ? new SymmetricSecurityKey(Bytes(element, text.Trim(), Convert.FromBase64String)) { KeyId = id }
            : throw element.Position.Error("<key> is an expression; allowed: the key in Base64, or n and e");
    }

    private static byte[] Bytes(PolicyElement element, string text, Func<string, byte[]> decode)
    {
        try
        {
            var bytes = decode(text);
            return bytes.Length > 0 ? bytes : throw element.Position.Error("<key> is empty; allowed: the key in Base64, or n and e");
        }
        catch (FormatException)
        {
            // What it is stays unsaid: it may be secret
            throw element.Position.Error("<key> is not in Base64; n and e are in its form for URLs");
        }
    }
}
