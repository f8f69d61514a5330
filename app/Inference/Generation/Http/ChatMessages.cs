using System.Text.Json;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Generation.Http;

/// <summary>Reads the messages of a conversation.</summary>
internal static class ChatMessages
{
    private const string Roles = "'system', 'developer', 'user' or 'assistant'";

    /// <exception cref="ProtocolException">400: there are none, or one is wrong.</exception>
    public static ChatMessage[] Read(Fields fields)
    {
        const string expected = "an array of messages, such as [{\"role\":\"user\",\"content\":\"…\"}]";
        var messages = fields.Require("messages", expected);
        if (messages.ValueKind != JsonValueKind.Array)
            throw fields.Wrong("messages", messages, expected);
        return messages.GetArrayLength() == 0
            ? throw fields.Refuse("messages", $"'messages' is empty; expected {expected}")
            : [.. messages.EnumerateArray().Select(ReadOne)];
    }

    private static ChatMessage ReadOne(JsonElement message, int index)
    {
        var fields = new Fields(message, $"messages[{index}].");
        var role = fields.RequireText("role", Roles);
        if (role is not ("system" or "developer" or "user" or "assistant"))
            throw fields.Refuse("role", $"'messages[{index}].role' is '{Quote.Short(role)}'; expected {Roles}");
        var content = ReadContent(fields, index);
        fields.TakeNeutral(new Dictionary<string, Func<JsonElement, bool>>
        {
            ["tool_calls"] = value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0,
        });
        fields.RefuseRest();
        // OpenAI's newer name; templates know the older one.
        return new ChatMessage(role == "developer" ? "system" : role, content);
    }

    /// <summary>A text, or texts as parts, which are one text together.</summary>
    private static string ReadContent(Fields fields, int index)
    {
        const string expected = "a string, or an array of parts {\"type\":\"text\",\"text\":\"…\"}";
        var content = fields.Require("content", expected);
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array when content.GetArrayLength() == 0 =>
                throw fields.Refuse("content", $"'messages[{index}].content' is empty; expected {expected}"),
            JsonValueKind.Array =>
                string.Concat(content.EnumerateArray().Select((part, at) => ReadPart(part, $"messages[{index}].content[{at}]."))),
            _ => throw fields.Wrong("content", content, expected),
        };
    }

    private static string ReadPart(JsonElement part, string place)
    {
        var fields = new Fields(part, place);
        if (fields.RequireText("type", "'text'") is not "text" and var type)
            throw fields.Refuse("type", $"'{place}type' is '{Quote.Short(type)}', which is not supported; expected 'text'");
        var text = fields.RequireText("text");
        fields.RefuseRest();
        return text;
    }
}
