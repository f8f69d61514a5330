namespace Platform.Inference.Generation.Limits;

/// <summary>
/// <c>Generation:Tiers:NAME</c>: how long texts of callers with this product may be. Defaults are the model's own limits.
/// </summary>
internal sealed class TierLimits
{
    /// <summary>Tokens of a prompt, at least 1.</summary>
    public int PromptTokens { get; set; } = int.MaxValue;

    /// <summary>Tokens written in one answer, at least 1.</summary>
    public int AnswerTokens { get; set; } = int.MaxValue;
}
