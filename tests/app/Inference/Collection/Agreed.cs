using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Inference.Collection;

namespace Platform.Inference.Tests.Collection;

/// <summary>What billing would write, and what servers then collect: a consent file and a folder of records.</summary>
internal sealed class Agreed : IDisposable
{
    public const string Subscription = "sub-1";

    private static readonly byte[] _key = "0123456789abcdef0123456789abcdef"u8.ToArray();
    private readonly TemporaryFolder _folder = new();

    public string File => _folder.File("consent.json");

    public string Records => _folder.File("records");

    public static string Key => Convert.ToBase64String(_key);

    /// <summary>For a server that keeps every call, and brings it to the folder at once.</summary>
    public string[] Settings
    => [
        "--Collect:Consent", File, "--Collect:To", Records, "--Collect:Key", Key, "--Collect:Percent", "100",
        "--Collect:FlushMilliseconds", "10",
    ];

    public static CollectOptions Options => new() { Key = Key, Percent = 100 };

    /// <summary>As docs/customers.md says.</summary>
    public static string Pseudonym(string subscription, int year)
        => Hex(Hmac(Hmac(_key, string.Create(CultureInfo.InvariantCulture, $"consent {year}")), subscription));

    public static string Document(DateTimeOffset written, params (string Subscription, string[] Purposes)[] consents)
        => JsonSerializer.Serialize(new
        {
            v = 1, written, entry = 1, sha256 = "",
            consents = consents.ToDictionary(one => Pseudonym(one.Subscription, written.UtcDateTime.Year), one => one.Purposes),
        });

    public void Write(params (string Subscription, string[] Purposes)[] consents)
        => WriteDocument(Document(TimeProvider.System.GetUtcNow(), consents));

    public void Give(params string[] purposes) => Write((Subscription, purposes));

    /// <summary>At once, as billing does.</summary>
    public void WriteDocument(string document)
    {
        System.IO.File.WriteAllText($"{File}.new", document);
        System.IO.File.Move($"{File}.new", File, overwrite: true);
    }

    /// <summary>All that is there, by path.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Records)
        ? [
            .. Directory.EnumerateFiles(Records, "*.jsonl", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Records, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
        ]
        : [];

    public IReadOnlyList<JsonNode> Events(string purpose, string collection)
    => [
        .. from file in Files
           where file.StartsWith($"{purpose}/", StringComparison.Ordinal) && file.Contains($"/{collection}/", StringComparison.Ordinal)
           from line in Lines(Path.Combine(Records, file))
           select JsonNode.Parse(line),
    ];

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
