using Platform.Inference.Generation.Decoders;

namespace Platform.Inference.Generation.Engine;

/// <summary>A model that tells the next token of several texts at once.</summary>
internal interface IDecoder
{
    DecoderPorts Ports { get; }

    /// <summary>Reads the same number of tokens of each text.</summary>
    /// <param name="step">What is read.</param>
    /// <param name="past">Of the tokens before; the caller's.</param>
    /// <param name="logits">Takes those of each text's last token, one text after the other.</param>
    /// <returns>Of all tokens, which the caller owns.</returns>
    KeyValues Read(DecoderStep step, KeyValues past, Span<float> logits);
}
