using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Platform.Evaluation.Serving;
using Platform.Inference.Generation;

namespace Platform.Evaluation.Texts;

/// <summary>Has a version answer prompts, the likeliest text each, so that the same prompt has the same answer.</summary>
internal sealed class Writer(ServedModels served, string name, TimeProvider time)
{
    private const int MaxTokens = 128;

    public string Name => name;

    /// <summary>Whether it has a chat template; without one it takes prompts alone.</summary>
    public bool Converses { get; } = served.Find(name).Generator?.Template is not null;

    /// <param name="Text">Empty where the server refused.</param>
    /// <param name="Milliseconds">That it took.</param>
    internal sealed record Answer(string Text, double Milliseconds);

    public async Task<Answer> AskAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = name, ["temperature"] = 0, ["max_tokens"] = MaxTokens };
        if (Converses)
            body["messages"] = new JsonArray([.. prompt.Asked.Select(turn => turn.ToJson())]);
        else
            body["prompt"] = prompt.Asked[^1].Content;
        var answer = await PostAsync(body, cancellationToken);
        // A long prompt leaves less room than that
        return answer ?? (body.Remove("max_tokens") ? await PostAsync(body, cancellationToken) : null) ?? new("", 0);
    }

    /// <returns>Null where the server refuses it.</returns>
    private async Task<Answer?> PostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var response = await served.Client.PostAsJsonAsync(
            Converses ? "/v1/chat/completions" : "/v1/completions", body, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        var taken = time.GetElapsedTime(began).TotalMilliseconds;
        if ((int)response.StatusCode >= 500)
            throw new EvaluationException(
                $"the {name} version answered a prompt with {(int)response.StatusCode}: {answer?.ToJsonString()}");
        if (!response.IsSuccessStatusCode)
            return null;
        var choice = answer!["choices"]![0]!;
        return new((string?)(Converses ? choice["message"]?["content"] : choice["text"]) ?? "", taken);
    }
}
