using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Billing.Console.Chats;

/// <summary>A conversation. It is kept in the page alone, which sends it along.</summary>
internal sealed record Conversation(string Model, IReadOnlyList<ChatMessage> Messages)
{
    public const int LongestMessage = 4000, MostMessages = 40, MostTokens = 256;

    private const int LongestHistory = 64 * 1024;

    public string History => JsonSerializer.Serialize([.. Messages], ChatJson.Default.ChatMessageArray);

    /// <summary>What a form has; a history that is none is left out.</summary>
    public static Conversation Read(IFormCollection form)
    {
        var history = form["history"].ToString();
        try
        {
            var messages = history.Length is 0 or > LongestHistory
                ? []
                : JsonSerializer.Deserialize(history, ChatJson.Default.ChatMessageArray) ?? [];
            // An item of an array may be null all the same
            return new(
                form["model"].ToString(),
                [.. messages.Where(message => message is { Role: "user" or "assistant" }).TakeLast(MostMessages)]);
        }
        catch (JsonException)
        {
            return new(form["model"].ToString(), []);
        }
    }

    public static bool IsMessage(string text) => text.Trim().Length is > 0 and <= LongestMessage;

    public Conversation Say(string role, string content) => this with { Messages = [.. Messages, new(role, content)] };

    /// <summary>The call, as OpenAI's API has it.</summary>
    public JsonObject ToCall(bool isStreamed)
    {
        var call = new JsonObject
        {
            ["model"] = Model, ["max_tokens"] = MostTokens,
            ["messages"] = new JsonArray(
                [.. Messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content })]),
        };
        if (isStreamed)
            (call["stream"], call["stream_options"]) = (true, new JsonObject { ["include_usage"] = true });
        return call;
    }
}
