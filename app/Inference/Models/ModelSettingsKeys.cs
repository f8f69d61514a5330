using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Platform.Inference.Faults;

namespace Platform.Inference.Models;

/// <summary>Names a key of <c>model.json</c> that there is not, and the one that was meant.</summary>
internal static class ModelSettingsKeys
{
    private static readonly JsonDocumentOptions _options = new() { CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ModelLoadException">There is no such key.</exception>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        using var document = JsonDocument.Parse(json.ToArray(), _options);
        Check(document.RootElement, ModelSettingsJson.Default.ModelSettings, "");
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("batching", out var batching))
            Check(batching, ModelSettingsJson.Default.BatchingSettings, "batching.");
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("generation", out var generation))
            Check(generation, ModelSettingsJson.Default.GenerationSettings, "generation.");
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("embedding", out var embedding))
            Check(embedding, ModelSettingsJson.Default.EmbeddingSettings, "embedding.");
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("release", out var release))
            Check(release, ModelSettingsJson.Default.ReleaseSettings, "release.");
    }

    /// <param name="key">As it is called from the top of the file.</param>
    /// <param name="name">The last part of it.</param>
    /// <param name="known">What may stand in its place.</param>
    public static string Unknown(string key, string name, string[] known)
    {
        var nearest = known.MinBy(candidate => Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant()))!;
        var hint = Distance(name.ToLowerInvariant(), nearest.ToLowerInvariant()) <= Math.Max(2, nearest.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : ".";
        return $"model.json has the key '{Quote.Short(key)}', which is not known{hint} It may have {string.Join(", ", known)}";
    }

    private static void Check(JsonElement element, JsonTypeInfo type, string prefix)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        // A property that JSON leaves out is listed too, without a getter.
        string[] known = [.. type.Properties.Where(property => property.Get is not null).Select(property => property.Name)];
        foreach (var property in element.EnumerateObject())
            if (!known.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                throw new ModelLoadException(Unknown(prefix + property.Name, property.Name, known));
    }

    /// <summary>How many letters must be put in, taken out or changed, after Levenshtein.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < to.Length; j++)
            {
                var changed = diagonal + (from[i] == to[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
