using System.Text.Json.Nodes;

namespace Platform.Evaluation.Texts;

/// <summary>What a model that writes texts is asked.</summary>
/// <param name="Text">The prompt.</param>
/// <param name="Expected">What it should say; null where nobody says.</param>
/// <param name="Context">What its answer must be grounded in; null for none.</param>
internal sealed record Prompt(string Text, string? Expected, string? Context)
{
    private const string Form = "{\"prompt\":\"…\",\"expected\":\"…\"}, where \"expected\" and \"context\" may be left out";

    /// <exception cref="EvaluationException">A line is no object with a prompt, or has something else.</exception>
    public static async Task<Prompt[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(path);
        try
        {
            var lines = await File.ReadAllLinesAsync(path, cancellationToken);
            Prompt[] prompts = [
                .. lines.Select((line, at) => (line, at)).Where(each => each.line.Trim().Length > 0)
                .Select(each => Read(file, each.at + 1, each.line)),
            ];
            return prompts.Length > 0
                ? prompts
                : throw new EvaluationException($"'{file}' holds no prompts; expected lines of {{\"prompt\":\"…\",\"expected\":\"…\"}}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"'{file}' cannot be read: {exception.Message}");
        }
    }

    private static Prompt Read(string file, int line, string text)
    {
        if (JsonObjects.TryParse(text) is not { } json || Of(json["prompt"]) is not { Length: > 0 } prompt)
            throw new EvaluationException($"'{file}' line {line} is no prompt; expected {Form}");
        foreach (var (name, value) in json)
            if (name is not ("prompt" or "expected" or "context"))
                throw new EvaluationException($"'{file}' line {line} has the field '{name}', which is not known; expected {Form}");
            else if (value is not null && Of(value) is null)
                throw new EvaluationException($"'{file}' line {line} has a field '{name}' that is no text; expected {Form}");
        return new(prompt, Of(json["expected"]), Of(json["context"]));
    }

    private static string? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
