using System.Text.Json.Nodes;

namespace Platform.Review.Previews;

/// <summary>Reads the states of a preview's steps.</summary>
internal sealed class PreviewStates(UrnPaths paths)
{
    /// <summary>The paths of what is in the document.</summary>
    public static UrnPaths PathsIn(JsonObject document)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        var steps = (document["steps"] as JsonArray ?? []).OfType<JsonObject>();
        foreach (var state in steps.SelectMany(step => new[] { step["oldState"], step["newState"] }))
        {
            if ((string?)state?["urn"] is { } urn && (string?)state["parent"] is { Length: > 0 } parent)
                parents[urn] = parent;
        }

        return new UrnPaths(parents);
    }

    public PreviewState? Read(JsonNode? state) => state is null ? null : new(
        (string?)state["urn"] is { } urn && Urn.Parse(urn) is not null ? urn : throw new FormatException("a state has no urn."),
        (bool?)state["custom"] ?? IsOfAProvider(state, urn),
        PreviewValue.Members(state["inputs"] as JsonObject ?? [], paths),
        PreviewValue.Members(state["outputs"] as JsonObject ?? [], paths))
    {
        Parent = (string?)state["parent"],
        Provider = (string?)state["provider"],
        Protect = (bool?)state["protect"] ?? false,
        RetainOnDelete = (bool?)state["retainOnDelete"] ?? false,
        Taint = (bool?)state["taint"] ?? false,
        Delete = (bool?)state["delete"] ?? false,
        IgnoreChanges = state["ignoreChanges"] is JsonArray ignored ? [.. ignored.Select(path => $"{path}")] : null,
    };

    // A component has no provider, no id, and a class of the program for a type
    private static bool IsOfAProvider(JsonNode state, string urn)
        => state["provider"] is not null || state["id"] is not null
            || !(Urn.Parse(urn)!.IsStack || Urn.Parse(urn)!.Type.StartsWith("platform:", StringComparison.Ordinal));
}
