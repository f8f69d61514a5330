using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Committed;

/// <summary>Inputs that are whole JSON documents in a text: API descriptions, workbooks, dashboards.</summary>
internal static class JsonText
{
    /// <returns>The object or list, or null if the text is none.</returns>
    public static JsonNode? Parse(string text)
    {
        if (text.AsSpan().TrimStart() is not (['{', ..] or ['[', ..]))
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
