using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Remembered;

/// <summary>
/// What was worked out before, by all that it was worked out from: this program itself is always part of that. Nothing depends on it but
/// the time it takes; what cannot be read is worked out anew, and what cannot be written is not kept.
/// </summary>
internal sealed class Store
{
    /// <summary>Below the repository's folder; it may be deleted at any time.</summary>
    public const string Folder = "artifacts/reviewed";

    private const int Most = 60;

    private static int _kept;

    private readonly string _folder;
    private readonly string _program = string.Join('\n', FileStates.Of(AppContext.BaseDirectory, "*.dll"));

    public Store(string root) => (Root, _folder) = (root, Path.Combine(root, Folder));

    /// <summary>The repository's folder.</summary>
    public string Root { get; }

    /// <param name="from">What it is worked out from, the kind of result first.</param>
    public async Task<T> OfAsync<T>(IEnumerable<string> from, Func<Task<T>> make, Func<T, JsonNode> write, Func<JsonNode, T> read)
    {
        var file = Path.Combine(_folder, $"{KeyOf(from)}.json");
        if (Known(file, read) is (true, var known))
            return known!;
        var made = await make();
        Keep(file, write(made).ToJsonString());
        return made;
    }

    private string KeyOf(IEnumerable<string> from)
    {
        // Each with its length, so that no two lists run together to the same text
        var text = string.Concat(from.Append(_program).Select(part => $"{part.Length}:{part}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static (bool IsKnown, T? Value) Known<T>(string file, Func<JsonNode, T> read)
    {
        try
        {
            return File.Exists(file) ? (true, read(JsonNode.Parse(File.ReadAllBytes(file))!)) : default;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or JsonException or ReviewException or InvalidOperationException
                or InvalidCastException or NullReferenceException)
        {
            return default;
        }
    }

    // Whole or not at all, also where two do it at once
    private void Keep(string file, string text)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            var unfinished = $"{file}.{Environment.ProcessId}-{Interlocked.Increment(ref _kept)}";
            File.WriteAllText(unfinished, text);
            File.Move(unfinished, file, overwrite: true);
            foreach (var old in new DirectoryInfo(_folder).GetFiles().OrderByDescending(each => each.LastWriteTimeUtc).Skip(Most))
                old.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A checkout that only reads, or no room: the next run works it out again
        }
    }
}
