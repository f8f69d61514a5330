using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Preflight.Checks;

/// <summary>How much of something a subscription may have in a region, and has.</summary>
/// <param name="Key">Azure's name: <c>standardDDSv5Family</c>.</param>
/// <param name="Name">As the portal shows it.</param>
internal sealed record Quota(string Key, string Name, long Limit, long Used)
{
    public long Free => Limit - Used;

    public static IReadOnlyList<Quota> In(JsonNode? usages)
        => [.. from usage in (usages as JsonArray ?? []).OfType<JsonObject>()
               let name = usage["name"]
               select new Quota(
                   $"{name?["value"]}", $"{name?["localizedValue"] ?? name?["value"]}", Number(usage["limit"]),
                   Number(usage["currentValue"]))];

    public bool Is(string name)
        => name.Equals(Key, StringComparison.OrdinalIgnoreCase) || name.Equals(Name, StringComparison.OrdinalIgnoreCase);

    // az has some of these numbers as texts; no limit is -1
    private static long Number(JsonNode? node)
        => !long.TryParse($"{node}", NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? 0
            : number < 0 ? int.MaxValue : number;
}
