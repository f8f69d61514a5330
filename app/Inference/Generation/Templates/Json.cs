using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Platform.Inference.Generation.Templates;

/// <summary>Values of templates from JSON, and back as Python's <c>json.dumps</c> writes them.</summary>
internal static class Json
{
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var number) ? number : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(field => field.Name, field => Read(field.Value)),
        _ => null,
    };

    /// <param name="value">No function.</param>
    /// <param name="indent">Blanks for each level; null writes all on one line.</param>
    public static string Write(object? value, int? indent)
    {
        var text = new StringBuilder();
        Write(value, indent, 0, text);
        return text.ToString();
    }

    private static void Write(object? value, int? indent, int level, StringBuilder text)
    {
        switch (value)
        {
            case List<object?> items:
                WriteAll('[', ']', items, item => Write(item, indent, level + 1, text), indent, level, text);
                break;
            case Dictionary<string, object?> fields:
                WriteAll('{', '}', [.. fields], field =>
                {
                    text.Append(Quoted(field.Key)).Append(": ");
                    Write(field.Value, indent, level + 1, text);
                }, indent, level, text);
                break;
            default:
                text.Append(value switch { null => "null", bool truth => truth ? "true" : "false", string plain => Quoted(plain), _ => Value.ToText(value) });
                break;
        }
    }

    private static void WriteAll<T>(char open, char close, List<T> items, Action<T> write, int? indent, int level, StringBuilder text)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : indent is null ? ", " : ",").Append(Break(indent, level + 1));
            write(items[i]);
        }

        text.Append(items.Count == 0 ? "" : Break(indent, level)).Append(close);
    }

    private static string Break(int? indent, int level) => indent is { } blanks ? "\n" + new string(' ', blanks * level) : "";

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
