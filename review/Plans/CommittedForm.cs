using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Values;

namespace Platform.Review.Plans;

/// <summary>
/// A plan as it is committed and compared: without the image's tag, and with documents that are passed as one long line of JSON spread
/// over lines, so that a change of a word is a change of a line.
/// </summary>
internal static class CommittedForm
{
    private const int Readable = 100;

    public static Plan Committed(this Plan plan)
    {
        var tagless = plan.WithoutImageTag();
        return tagless with
        {
            Resources = [.. tagless.Resources.Select(resource => resource with { Inputs = (JsonObject)Spaced(resource.Inputs)! })],
        };
    }

    private static JsonNode? Spaced(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Spaced(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(Spaced)]),
        JsonValue value when value.TryGetValue<string>(out var text) && IsOneLongLine(text) && JsonText.Parse(text) is { } document
            => $"{document.ToJsonString(JsonText.Indented)}\n",
        _ => node?.DeepClone(),
    };

    private static bool IsOneLongLine(string text) => text.Length > Readable && !text.Contains('\n', StringComparison.Ordinal);
}
