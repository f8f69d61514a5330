using System.Security.Cryptography;
using System.Text;

namespace Platform.Review.Evaluation;

/// <summary>What a cloud draws at random, derived from a text instead.</summary>
internal static class Deterministic
{
    public static string Guid(string seed) => new Guid(Hash(seed).AsSpan(0, 16), bigEndian: true).ToString();

    /// <param name="length">In hexadecimal digits, at most 64.</param>
    public static string Hex(string seed, int length) => Convert.ToHexStringLower(Hash(seed))[..length];

    private static byte[] Hash(string seed) => SHA256.HashData(Encoding.UTF8.GetBytes(seed));
}
