using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Review.Values;

/// <summary>JSON as text: how it is written here, and where inputs hold it: API descriptions, workbooks, dashboards.</summary>
internal static class JsonText
{
    // Policies are XML, and are to be read: nothing here is ever put into a web page as it is.
    public static JsonSerializerOptions Indented { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonSerializerOptions OnOneLine { get; } = new(Indented) { WriteIndented = false };

    /// <summary>Reads a text that is a whole document.</summary>
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
