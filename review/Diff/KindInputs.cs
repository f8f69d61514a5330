using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Azure.Kinds;
using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <summary>What becomes of a resource when an input changes: the provider creates it anew, or Azure refuses the change.</summary>
internal static class KindInputs
{
    private const string Anew = "name the resource differently, or add it to ReplaceOnChanges";

    /// <param name="type">Pulumi's type token.</param>
    /// <param name="input">An input, or a part of one.</param>
    public static bool MakeAnew(string type, PropertyPath input)
    {
        var kind = KindCatalogue.Find(type);
        return Of(type, kind).Any(name => name == "*"
            ? kind?.InPlace.Contains(input.Schema) is not true
            : IsWithin(input.Schema, name) || IsWithin(name, input.Schema));
    }

    /// <summary>
    /// Why Azure refuses the change, and what to do instead; null if it does not. To say what goes without saying, as that a flag is
    /// off, is no change.
    /// </summary>
    public static string? RefusalOf(string type, PropertyChange change)
    {
        if (GoesWithoutSaying(change.Before) && GoesWithoutSaying(change.After))
            return null;
        var kind = KindCatalogue.Find(type);
        return LifeChoices.RefusalOf(type, change)
            ?? kind?.Refused.FirstOrDefault(each => each.Input == change.Path.Schema && each.Where(change.Before, change.After))?.Why
            ?? (kind?.Fixed.Any(change.Path.IsWithin) is true ? Anew : null);
    }

    // azure-native makes anew for all that is part of the id
    private static IEnumerable<string> Of(string type, Kind? kind) => [.. kind?.ForceNew ?? [], .. type.Split(':')[0] switch
    {
        "azure-native" => ["location", "resourceGroupName", .. kind?.PathInputs ?? []],
        "kubernetes" => ["metadata.name", "metadata.namespace"],
        _ => Array.Empty<string>(),
    }];

    private static bool GoesWithoutSaying(JsonNode? value) => value switch
    {
        null or JsonArray { Count: 0 } or JsonObject { Count: 0 } => true,
        _ => value.GetValueKind() == JsonValueKind.False,
    };

    private static bool IsWithin(string path, string whole)
        => path == whole || path.StartsWith($"{whole}.", StringComparison.Ordinal);
}
