using System.Text.Json;
using Platform.Gateway.Model;

namespace Platform.Gateway.Plans;

/// <summary>An operation of an OpenAPI document.</summary>
internal static class OperationReader
{
    public static Operation Read(string path, string method, JsonElement operation)
    {
        var id = operation.TryGetProperty("operationId", out var named) ? named.GetString()! : $"{method}-{path}";
        var summary = operation.TryGetProperty("summary", out var title) ? title.GetString()! : id;
        return new(id, summary, method.ToUpperInvariant(), path)
        {
            RequestTypes = operation.TryGetProperty("requestBody", out var body) ? [.. Content(body).Select(each => each.Name)] : [],
            Answers = operation.TryGetProperty("responses", out var answers)
                ? [.. answers.EnumerateObject().SelectMany(
                    answer => Content(answer.Value).Select(each => new AnswerDocument(answer.Name, each.Name, Example(each.Value))))]
                : [],
        };
    }

    private static IEnumerable<JsonProperty> Content(JsonElement message)
        => message.TryGetProperty("content", out var content) ? content.EnumerateObject() : [];

    private static string? Example(JsonElement media)
    {
        if (media.TryGetProperty("example", out var example))
            return Text(example);
        return media.TryGetProperty("examples", out var examples)
            && examples.EnumerateObject().Select(each => each.Value).FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
            && first.TryGetProperty("value", out var value) ? Text(value) : null;
    }

    private static string Text(JsonElement example)
        => example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
}
