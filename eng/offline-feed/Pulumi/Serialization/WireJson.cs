using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>The JSON text of arguments marked <c>json: true</c>: one line, a space after each mark, keys sorted.</summary>
internal static class WireJson
{
    public static string Write(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => Quote(text),
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        ImmutableArray<object?> list => Enclose("[", list.Select(Write), "]"),
        ImmutableDictionary<string, object?> map => Enclose("{", map.OrderBy(pair => pair.Key).Select(Member), "}"),
        _ => throw new InvalidOperationException("Unsupported value when converting to protobuf: " + value.GetType().FullName),
    };

    private static string Member(KeyValuePair<string, object?> pair) => $"{Quote(pair.Key)}: {Write(pair.Value)}";

    private static string Enclose(string open, IEnumerable<string> parts, string close)
    {
        var inner = string.Join(", ", parts);
        return inner.Length == 0 ? $"{open} {close}" : $"{open} {inner} {close}";
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
