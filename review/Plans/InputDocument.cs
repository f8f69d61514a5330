using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Review.Plans;

/// <summary>Values as mocks receive them, as JSON: members in ordinal order, whole numbers without a fraction.</summary>
internal static class InputDocument
{
    private const double LargestWhole = 1L << 53;

    public static async Task<JsonObject> OfAsync(ImmutableDictionary<string, object> values)
    {
        var members = new JsonObject();
        foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            members[name] = await ValueAsync(value);
        return members;
    }

    public static async Task<JsonNode?> ValueAsync(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        double number => Number(number),
        ImmutableDictionary<string, object> map => await OfAsync(map),
        ImmutableArray<object> list => await ListAsync(list),
        Resource resource => await OutputUtilities.GetValueAsync(resource.Urn),
        AssetOrArchive asset => $"[{asset.GetType().Name}]",
        _ => throw new InvalidOperationException($"A plan cannot show a {value.GetType()}."),
    };

    private static JsonValue Number(double number)
        => double.IsInteger(number) && Math.Abs(number) <= LargestWhole ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static async Task<JsonArray> ListAsync(ImmutableArray<object> list)
    {
        var elements = new JsonArray();
        foreach (var element in list)
            elements.Add(await ValueAsync(element));
        return elements;
    }
}
