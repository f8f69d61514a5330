using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Calls;

/// <summary>A call as code that works when it is pasted, with the key in the environment variable <c>PLATFORM_KEY</c>.</summary>
/// <param name="Language">As people call it.</param>
/// <param name="Text">The code.</param>
internal sealed record CodeSample(string Language, string Text)
{
    // Code is written into a page by a component, which escapes it there; quotes and letters stay readable
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<CodeSample> Of(Uri address, JsonNode body)
    {
        var json = body.ToJsonString(_readable);
        return [new("curl", Curl(address, json)), new("C#", CSharp(address, json)), new("Python", Python(address, json))];
    }

    /// <summary>In a shell's single quotes only they themselves have a meaning.</summary>
    private static string Curl(Uri address, string json)
        => $"""
        curl -s {address.AbsoluteUri} \
          -H "Ocp-Apim-Subscription-Key: $PLATFORM_KEY" \
          -H 'content-type: application/json' \
          -d '{json.Replace("'", "'\\''", StringComparison.Ordinal)}'
        """;

    private static string CSharp(Uri address, string json)
    {
        var quotes = new string('"', Math.Max(3, Longest(json, '"') + 1));
        return $$"""
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", Environment.GetEnvironmentVariable("PLATFORM_KEY"));
            var body = new StringContent(
                {{quotes}}
                {{json}}
                {{quotes}}, null, "application/json");
            var answer = await client.PostAsync("{{address.AbsoluteUri}}", body);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            """;
    }

    /// <summary>The standard library alone; a string of JSON is one of Python too, but for what JSON spells otherwise.</summary>
    private static string Python(Uri address, string json)
        => $$"""
        import json, os, urllib.request

        body = json.loads({{JsonSerializer.Serialize(json)}})
        request = urllib.request.Request(
            "{{address.AbsoluteUri}}",
            data=json.dumps(body).encode(),
            headers={"Ocp-Apim-Subscription-Key": os.environ["PLATFORM_KEY"], "content-type": "application/json"})
        print(json.load(urllib.request.urlopen(request)))
        """;

    private static int Longest(string text, char letter)
    {
        var (longest, run) = (0, 0);
        foreach (var each in text)
            longest = Math.Max(longest, run = each == letter ? run + 1 : 0);
        return longest;
    }
}
