using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Inference.Docs;

/// <summary>A program that sends an example, and prints the answer.</summary>
/// <param name="Language">As people call it.</param>
/// <param name="Source">The whole program; nothing is to be installed for it but the language.</param>
internal sealed record CodeSample(string Language, string Source)
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CodeSample[] Of(string url, JsonObject example) => [Curl(url, example), Python(url, example), CSharp(url, example)];

    private static CodeSample Curl(string url, JsonObject example) => new(
        "curl",
        $"curl -sS '{url}' -H 'content-type: application/json' \\\n"
        + $"  -d '{example.ToJsonString(_plain).Replace("'", "'\\''", StringComparison.Ordinal)}'");

    private static CodeSample Python(string url, JsonObject example) => new(
        "Python",
        $$"""
        import json
        import urllib.request

        row = {{PythonLiteral(example)}}
        request = urllib.request.Request(
            "{{url}}", json.dumps(row).encode(), {"content-type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            print(json.load(answer))
        """);

    /// <summary>Compact JSON never has three quotes in a row, so that it can stand in a raw string.</summary>
    private static CodeSample CSharp(string url, JsonObject example) => new(
        "C#",
        $""""
        using System.Text;

        using var client = new HttpClient();
        using var body = new StringContent("""{example.ToJsonString(_plain)}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("{url}", body);
        Console.WriteLine(await answer.Content.ReadAsStringAsync());
        """");

    private static string PythonLiteral(JsonNode? node) => node switch
    {
        null => "None",
        JsonObject fields => $"{{{string.Join(", ", fields.Select(field => $"{PythonString(field.Key)}: {PythonLiteral(field.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(PythonLiteral))}]",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => PythonString(node.GetValue<string>()),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => node.ToJsonString(),
        },
    };

    private static string PythonString(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '"' or '\\')
                literal.Append('\\').Append(rune);
            else if (Rune.IsControl(rune))
                literal.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                literal.Append(rune);
        return literal.Append('"').ToString();
    }
}
