using Platform.Inference.Generation.Sampling;
using Platform.Inference.Generation.Templates;

namespace Platform.Inference.Generation.Http;

/// <summary>What a caller asks for, whatever the API.</summary>
/// <param name="Model">Its name; null for the one behind <c>/generate-text</c>.</param>
/// <param name="Version">As in the path; null for its default.</param>
internal sealed record GenerationCall(string? Model, string? Version = null)
{
    /// <summary>A text to go on from; null where there are messages or tokens.</summary>
    public string? Prompt { get; init; }

    /// <summary>The same in tokens.</summary>
    public int[]? Tokens { get; init; }

    /// <summary>A conversation to answer in.</summary>
    public ChatMessage[]? Messages { get; init; }

    /// <summary>The field that the prompt is in.</summary>
    public required string PromptField { get; init; }

    /// <summary>Tokens of the text to be made; null for as many as there is room for.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The field that <see cref="MaxTokens"/> is in.</summary>
    public string MaxTokensField { get; init; } = "max_tokens";

    /// <summary>Tokens of prompt and text together; null for the model's window.</summary>
    public int? MaxLength { get; init; }

    public SamplingOverrides Sampling { get; init; } = new();

    public string[] Stops { get; init; } = [];

    public bool IsStreamed { get; init; }

    /// <summary>Whether a stream says at its end how many tokens it took.</summary>
    public bool IncludesUsage { get; init; }

    /// <summary>Whether the answer begins with the prompt.</summary>
    public bool IncludesPrompt { get; init; }
}
