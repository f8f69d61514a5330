namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Generated C#, taken apart into its types.</summary>
internal sealed class GeneratedCode
{
    private readonly Dictionary<string, GeneratedType> _types = [];

    public GeneratedCode(IEnumerable<string> lines)
    {
        var (scope, previous) = ("", "");
        GeneratedType? type = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal)) scope = line["namespace ".Length..];
            if (NameOfType(line) is { } name) _types[$"{scope}.{name}"] = type = new GeneratedType(previous);
            type?.Add(line);
            previous = line.Trim();
        }
    }

    public IEnumerable<string> Types => _types.Keys;

    public GeneratedType this[string type]
        => _types.TryGetValue(type, out var found)
            ? found
            : throw new KeyNotFoundException($"no type '{type}', but {string.Join(", ", Types)}");

    private static string? NameOfType(string line)
    {
        if (!line.StartsWith("    public ", StringComparison.Ordinal)) return null;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var keyword = Array.FindIndex(words, word => word is "class" or "struct");
        return keyword < 0 ? null : words[keyword + 1];
    }
}
