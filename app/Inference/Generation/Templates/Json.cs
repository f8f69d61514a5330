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
        WriteValue(value, 0);
        return text.ToString();

        void WriteValue(object? given, int level)
        {
            switch (given)
            {
                case List<object?> items:
                    WriteAll("[]", items, item => WriteValue(item, level + 1), level);
                    break;
                case Dictionary<string, object?> fields:
                    WriteAll("{}", [.. fields], field =>
                    {
                        text.Append(Quoted(field.Key)).Append(": ");
                        WriteValue(field.Value, level + 1);
                    }, level);
                    break;
                default:
                    text.Append(Scalar(given));
                    break;
            }
        }

        void WriteAll<T>(string brackets, List<T> items, Action<T> write, int level)
        {
            text.Append(brackets[0]);
            for (var i = 0; i < items.Count; i++)
            {
                text.Append(i == 0 ? "" : indent is null ? ", " : ",").Append(Break(level + 1));
                write(items[i]);
            }

            text.Append(items.Count == 0 ? "" : Break(level)).Append(brackets[1]);
        }

        string Break(int level) => indent is { } blanks ? "\n" + new string(' ', blanks * level) : "";
    }

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string plain => Quoted(plain),
        _ => Value.ToText(value),
    };

    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
