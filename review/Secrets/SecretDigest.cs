using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Review.Secrets;

/// <summary>
/// Tells one secret value from another without telling either. What goes in is what an evaluation without a cloud has: of an encrypted
/// setting a digest of its ciphertext, of a value that a provider makes a text that stands for it. No plaintext is near it, so that none
/// can be guessed from it; and as it is keyed by the stack and what the stack's secrets are encrypted with, the same value
/// has another digest in another stack.
/// </summary>
internal sealed class SecretDigest
{
    private const int Digits = 12;

    private readonly byte[] _key;

    /// <param name="key">Of the stack: its name, and what its file says of its encryption.</param>
    public SecretDigest(string key) => _key = Encoding.UTF8.GetBytes(key);

    /// <summary>What stands in a plan for the value.</summary>
    public string Mask(JsonNode? value)
        => SecretMask.With(
            Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "")))[..Digits]);
}
