namespace Platform.Evaluation.Texts;

/// <summary>What a model that writes texts is asked: a conversation, of which a single prompt is the only turn.</summary>
/// <param name="Place">Its file and line, for errors.</param>
/// <param name="Turns">The last one is the user's.</param>
/// <param name="Expected">What it should say; null where nobody says.</param>
/// <param name="Context">What its answer must be grounded in; null for none.</param>
internal sealed record Prompt(string Place, Turn[] Turns, string? Expected, string? Context)
{
    /// <summary>A line that every model that writes texts takes.</summary>
    public const string SingleForm = "{\"prompt\":\"…\",\"expected\":\"…\"}";

    /// <summary>What a line can be.</summary>
    public const string Form = SingleForm + " or {\"messages\":[{\"role\":\"user\",\"content\":\"…\"}],\"expected\":\"…\"}, where "
        + "\"expected\" and \"context\" may be left out";

    /// <summary>Whether it was given as messages, which only a model with a chat template takes.</summary>
    public bool HasMessages { get; init; }

    /// <summary>The turns as they are sent: the context stands before what the user says last.</summary>
    public Turn[] Asked
        => Context is null ? Turns : [.. Turns[..^1], Turns[^1] with { Content = $"{Context}\n\n{Turns[^1].Content}" }];

    /// <exception cref="EvaluationException">A line is no object with a prompt or messages, or has something else.</exception>
    public static async Task<Prompt[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var file = Path.GetFileName(path);
        try
        {
            var lines = await File.ReadAllLinesAsync(path, cancellationToken);
            Prompt[] prompts = [
                .. lines.Select((line, at) => (line, at)).Where(each => each.line.Trim().Length > 0)
                .Select(each => Read($"'{file}' line {each.at + 1}", each.line)),
            ];
            return prompts.Length > 0 ? prompts : throw new EvaluationException($"'{file}' holds no prompts; expected lines of {Form}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"'{file}' cannot be read: {exception.Message}");
        }
    }

    private static Prompt Read(string place, string text)
    {
        if (JsonObjects.TryParse(text) is not { } json
            || json["messages"] is null && JsonObjects.TextOf(json["prompt"]) is not { Length: > 0 })
            throw new EvaluationException($"{place} is no prompt; expected {Form}");
        foreach (var (name, value) in json)
            if (name is not ("prompt" or "messages" or "expected" or "context"))
                throw new EvaluationException($"{place} has the field '{name}', which is not known; expected {Form}");
            else if (name != "messages" && value is not null && JsonObjects.TextOf(value) is null)
                throw new EvaluationException($"{place} has a field '{name}' that is no text; expected {Form}");
        var (prompt, messages) = (JsonObjects.TextOf(json["prompt"]), json["messages"]);
        if (prompt is not null && messages is not null)
            throw new EvaluationException($"{place} has both 'prompt' and 'messages'; expected one of them, as in {Form}");
        return new(
            place, messages is null ? [new(Turn.User, prompt!)] : Turn.ReadAll(place, messages), JsonObjects.TextOf(json["expected"]),
            JsonObjects.TextOf(json["context"])) { HasMessages = messages is not null };
    }
}
