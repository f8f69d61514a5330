using Platform.Inference.Faults;

namespace Platform.Inference.Generation.Limits;

/// <summary>What a caller's tier allows, by the product that the gateway names.</summary>
internal sealed record TextTier(string Name, int PromptTokens, int AnswerTokens)
{
    /// <summary>Of callers without a product, and of products that nothing is said of.</summary>
    public static TextTier Unlimited { get; } = new("", int.MaxValue, int.MaxValue);

    /// <exception cref="ProtocolException">400: the prompt is longer than the tier allows.</exception>
    public void RequirePrompt(int tokens, string field)
    {
        if (tokens > PromptTokens)
            throw Refuse(
                field,
                $"'{field}' has {tokens} tokens, and the tier '{Name}' allows {PromptTokens}; send less, or subscribe to a larger tier");
    }

    /// <summary>Tokens that an answer may have.</summary>
    /// <param name="asked">What the caller asks for; null where he does not say.</param>
    /// <param name="field">Where he says it.</param>
    /// <param name="room">What the model has room for.</param>
    /// <exception cref="ProtocolException">400: more than the tier allows.</exception>
    public int Answer(int? asked, string field, int room) => asked > AnswerTokens
        ? throw Refuse(
            field,
            $"'{field}' is {asked}, and the tier '{Name}' allows {AnswerTokens} tokens in an answer; ask for less, or subscribe to a "
            + "larger tier")
        : Math.Min(asked ?? room, Math.Min(room, AnswerTokens));

    private static ProtocolException Refuse(string field, string message) => new(Fault.Invalid, message) { Field = field };
}
