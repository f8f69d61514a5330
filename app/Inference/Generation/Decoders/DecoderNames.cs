namespace Platform.Inference.Generation.Decoders;

/// <summary>What a decoder's graph calls its inputs and outputs; <c>%d</c> stands for the number of a layer.</summary>
internal sealed record DecoderNames(
    string InputIds = "input_ids",
    string AttentionMask = "attention_mask",
    string PositionIds = "position_ids",
    string PastKey = "past_key_values.%d.key",
    string PastValue = "past_key_values.%d.value",
    string Logits = "logits",
    string PresentKey = "present.%d.key",
    string PresentValue = "present.%d.value")
{
    public static string OfLayer(string pattern, int layer) => pattern.Replace("%d", $"{layer}", StringComparison.Ordinal);
}
