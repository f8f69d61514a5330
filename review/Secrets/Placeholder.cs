using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Review.Secrets;

/// <summary>
/// Stands for every secret while a stack is evaluated. All placeholders contain one mark, so that a secret which found its way into a
/// plan is recognised wherever it ended up.
/// </summary>
internal static class Placeholder
{
    // 24 bytes: a multiple of three, so that it also shows in base64 text that begins with it.
    private const string Mark = "placeholder-for-a-secret";

    private static readonly string _markInBase64 = Convert.ToBase64String(Encoding.ASCII.GetBytes(Mark));

    public static string For(string name) => $"{Mark}-{name}";

    /// <summary>Of an encrypted setting: another ciphertext is another secret, as far as anybody can tell who cannot decrypt it.</summary>
    public static string For(string name, string ciphertext)
        => $"{For(name)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ciphertext)))[..12]}";

    /// <summary>Where in a document the first placeholder is, as a JSON path, or null.</summary>
    public static string? FindIn(JsonNode? node) => node switch
    {
        JsonObject members => members
            .Select(member => IsIn(member.Key) ? $"{node.GetPath()}.{member.Key}" : FindIn(member.Value))
            .FirstOrDefault(IsFound),
        JsonArray elements => elements.Select(FindIn).FirstOrDefault(IsFound),
        JsonValue value when value.TryGetValue<string>(out var text) && IsIn(text) => node.GetPath(),
        _ => null,
    };

    private static bool IsFound(string? path) => path is not null;

    private static bool IsIn(string text)
        => text.Contains(Mark, StringComparison.Ordinal) || text.Contains(_markInBase64, StringComparison.Ordinal);
}
