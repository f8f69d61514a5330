using System.Security.Cryptography;

namespace Platform.Inference.Collection;

/// <summary>The key of pseudonyms, from its setting or its file.</summary>
internal static class CollectKey
{
    private const int Shortest = 32;

    /// <exception cref="NoConsentException">There is none yet, or none that counts.</exception>
    public static byte[] Read(CollectOptions options)
    {
        var given = options.Key is { Length: > 0 } key ? key : FromFile(options.KeyFile);
        var bytes = new byte[given.Length];
        return Convert.TryFromBase64String(given, bytes, out var length) && length >= Shortest
            ? bytes[..length]
            : throw new NoConsentException(
                "key", $"the key of pseudonyms is none; expected {Shortest} bytes or more in base64, the same as billing's Consent:Key");
    }

    public static bool AreSame(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);

    private static string FromFile(string? path)
    {
        try
        {
            return path is { Length: > 0 } ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NoConsentException("key", "the file with the key of pseudonyms cannot be read");
        }
    }
}
