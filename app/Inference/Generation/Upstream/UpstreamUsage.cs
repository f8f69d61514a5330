using System.Text.Json;

namespace Platform.Inference.Generation.Upstream;

/// <summary>What an answer, or the events of a stream, say of tokens. Where they never say it, it is estimated.</summary>
/// <param name="prompt">Estimated.</param>
internal sealed class UpstreamUsage(int prompt)
{
    private int _pieces;

    public int Read { get; private set; } = prompt;

    /// <summary>As it is said; else a token for each piece.</summary>
    public int Written => _said ?? _pieces;

    private int? _said;

    /// <returns>Whether the document has nothing but the numbers.</returns>
    public bool Add(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
            return false;
        var hasChoices = answer.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() > 0;
        if (hasChoices)
            _pieces++;
        if (!answer.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
            return false;
        Read = Number(usage, "prompt_tokens") ?? Read;
        _said = Number(usage, "completion_tokens") ?? 0;
        return !hasChoices;
    }

    private static int? Number(JsonElement usage, string name)
        => usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
        && number >= 0 ? number : null;
}
