using System.Text.Json.Nodes;
using Platform.Inference.Faults;

namespace Platform.Evaluation.Texts;

/// <summary>What one says in a conversation.</summary>
/// <param name="Role">Who: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">What; never empty.</param>
internal sealed record Turn(string Role, string Content)
{
    public const string User = "user";

    private const string Roles = "\"system\", \"user\", \"assistant\"";
    private const string Form = "{\"role\":\"user\",\"content\":\"…\"}";

    /// <summary>A conversation in OpenAI's form, which the user ends.</summary>
    /// <param name="place">Where it stands, for errors.</param>
    /// <param name="messages">As somebody wrote them.</param>
    /// <exception cref="EvaluationException">It is none.</exception>
    public static Turn[] ReadAll(string place, JsonNode messages)
    {
        if (messages is not JsonArray { Count: > 0 } given)
            throw Refuse(place, "messages", messages, $"an array of {Form}");
        Turn[] turns = [.. given.Select((message, at) => Read(place, $"messages[{at}]", message))];
        return turns[^1].Role == User
            ? turns
            : throw Refuse(place, $"messages[{turns.Length - 1}].role", turns[^1].Role, "\"user\" for the last one, as it is answered");
    }

    public JsonObject ToJson() => new() { ["role"] = Role, ["content"] = Content };

    private static Turn Read(string place, string name, JsonNode? message)
    {
        if (message is not JsonObject given)
            throw Refuse(place, name, message, Form);
        foreach (var (member, _) in given)
            if (member is not ("role" or "content"))
                throw new EvaluationException(
                    $"{place} has the field '{Quote.Short(member)}' in {name}, which is not known; expected {Form}");
        if (JsonObjects.TextOf(given["role"]) is not (("system" or User or "assistant") and { } role))
            throw Refuse(place, $"{name}.role", given["role"], $"one of {Roles}");
        return JsonObjects.TextOf(given["content"]) is { Length: > 0 } content
            ? new(role, content)
            : throw Refuse(place, $"{name}.content", given["content"], "a text that is not empty");
    }

    private static EvaluationException Refuse(string place, string name, JsonNode? given, string expected)
        => new($"{place} has {(given is null ? "nothing" : Quote.Short(JsonObjects.Show(given)))} as {name}; expected {expected}");
}
