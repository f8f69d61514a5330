using System.Text.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Generation.Decoders;

/// <summary>A JSON file beside a model, and what is looked for in it. What is <c>null</c> is taken as absent.</summary>
internal sealed class ConfigFile
{
    private static readonly JsonDocumentOptions _options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private ConfigFile(string name, JsonElement root) => (Name, Root) = (name, root);

    public string Name { get; }

    public JsonElement Root { get; }

    /// <returns>Null where the folder has no such file.</returns>
    /// <exception cref="ModelLoadException">The file is not an object of JSON.</exception>
    public static ConfigFile? TryRead(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), _options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new ConfigFile(name, document.RootElement.Clone())
                : throw new ModelLoadException($"its {name} is {Describe(document.RootElement)}; expected an object");
        }
        catch (JsonException exception)
        {
            throw new ModelLoadException(
                $"its {name} is not valid JSON (line {exception.LineNumber + 1}); it may have been cut off", exception);
        }
    }

    /// <param name="path">Names of fields, each within the one before.</param>
    public JsonElement? Find(params ReadOnlySpan<string> path)
    {
        var found = Root;
        foreach (var name in path)
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
                return null;
        return found.ValueKind == JsonValueKind.Null ? null : found;
    }

    /// <exception cref="ModelLoadException">It is there, and not a whole number of 32 bits.</exception>
    public int? Number(params ReadOnlySpan<string> path) => Find(path) is not { } found ? null : NumberOf(found, string.Join('.', path));

    /// <summary>One number or several.</summary>
    /// <exception cref="ModelLoadException">It is there, and neither.</exception>
    public int[]? Numbers(params ReadOnlySpan<string> path)
    {
        var name = string.Join('.', path);
        return Find(path) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => NumberOf(item, name))],
            { } one => [NumberOf(one, name)],
        };
    }

    /// <exception cref="ModelLoadException">It is there, and no number.</exception>
    public float? Fraction(params ReadOnlySpan<string> path) => Find(path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } found => found.GetSingle(),
        { } other => throw Wrong(string.Join('.', path), other, "a number"),
    };

    /// <exception cref="ModelLoadException">It is there, and no string.</exception>
    public string? Text(params ReadOnlySpan<string> path) => Find(path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } found => found.GetString(),
        { } other => throw Wrong(string.Join('.', path), other, "a string"),
    };

    public bool IsTrue(params ReadOnlySpan<string> path) => Find(path) is { ValueKind: JsonValueKind.True };

    public ModelLoadException Wrong(string field, JsonElement value, string expected)
        => new($"its {Name} sets '{field}' to {Describe(value)}; expected {expected}");

    private int NumberOf(JsonElement value, string field)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
        ? number
        : throw Wrong(field, value, "a whole number");

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Faults.Quote.Short(value.GetRawText()),
    };
}
