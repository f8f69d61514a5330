namespace Platform.Gateway.Policies.Tokens;

/// <summary>The tokens that a call took.</summary>
internal readonly record struct TokenUsage(long Prompt, long Completion, long Total)
{
    public static TokenUsage Of(long prompt, long completion) => new(prompt, completion, prompt + completion);
}
