using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Inference.Generation.Upstream;

/// <summary>What a model that is served elsewhere writes: a whole answer, or an event of a stream.</summary>
internal static class UpstreamAnswer
{
    /// <summary>Fields that say nothing of the text.</summary>
    private static readonly string[] _about = ["id", "object", "created", "model", "usage"];

    /// <returns>Null for what is no JSON.</returns>
    public static JsonElement? Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// All that a caller could read of it: of each choice <c>text</c>, and each text of its <c>message</c> or <c>delta</c> but the role.
    /// </summary>
    public static string TextOf(JsonElement answer)
    {
        var text = new StringBuilder();
        foreach (var choice in ChoicesOf(answer))
            foreach (var part in choice.EnumerateObject().Where(part => part.Name is "text" or "message" or "delta"))
                Append(part.Value, text);
        return text.ToString();
    }

    /// <summary>What is answered instead of a text that the filter refuses: one choice, which is empty and says why.</summary>
    /// <param name="answer">That is refused.</param>
    /// <returns>JSON.</returns>
    public static string Refused(JsonElement answer)
    {
        var choice = new JsonObject { ["index"] = 0 };
        var first = ChoicesOf(answer).First();
        if (first.TryGetProperty("text", out _))
            choice["text"] = "";
        else if (first.TryGetProperty("delta", out _))
            choice["delta"] = new JsonObject();
        else
            choice["message"] = new JsonObject { ["role"] = "assistant", ["content"] = "", ["refusal"] = null };
        (choice["logprobs"], choice["finish_reason"]) = (null, "content_filter");
        return About(answer, choice).ToJsonString();
    }

    /// <summary>The event with the numbers, for a stream whose own does not come any more.</summary>
    /// <param name="last">An event of the stream.</param>
    /// <param name="counted">Until then.</param>
    /// <returns>JSON.</returns>
    public static string Usage(JsonElement last, UpstreamUsage counted)
    {
        var numbers = About(last);
        numbers["usage"] = new JsonObject
        {
            ["prompt_tokens"] = counted.Read, ["completion_tokens"] = counted.Written, ["total_tokens"] = counted.Read + counted.Written,
        };
        return numbers.ToJsonString();
    }

    private static IEnumerable<JsonElement> ChoicesOf(JsonElement answer)
        => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("choices", out var choices)
        && choices.ValueKind == JsonValueKind.Array
            ? choices.EnumerateArray().Where(choice => choice.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonObject About(JsonElement answer, params JsonNode[] choices)
    {
        var about = new JsonObject();
        foreach (var name in _about)
            if (answer.TryGetProperty(name, out var value))
                about[name] = JsonNode.Parse(value.GetRawText());
        about["choices"] = new JsonArray(choices);
        return about;
    }

    private static void Append(JsonElement part, StringBuilder text)
    {
        if (part.ValueKind == JsonValueKind.String)
            text.Append(part.GetString());
        else if (part.ValueKind == JsonValueKind.Array)
            foreach (var item in part.EnumerateArray())
                Append(item, text);
        else if (part.ValueKind == JsonValueKind.Object)
            foreach (var field in part.EnumerateObject().Where(field => field.Name != "role"))
                Append(field.Value, text);
    }
}
