using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Types;

/// <summary>Values as findings quote them.</summary>
internal static class Quoted
{
    public const string Nothing = "nothing";

    public static string Value(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"a list of {node.AsArray().Count}",
        JsonValueKind.String => $"'{node}'",
        _ => $"{node.GetValueKind() switch { JsonValueKind.Number => "the number", _ => "the truth value" }} {node.ToJsonString()}",
    };

    /// <param name="most">How many are named before the rest is counted.</param>
    public static string AnyOf(IReadOnlyCollection<string> texts, int most = 30)
        => string.Join(" or ", texts.Take(most).Select(text => $"'{text}'"))
            + (texts.Count > most ? $", or one of {texts.Count - most} more" : "");
}
