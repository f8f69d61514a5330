namespace Platform.Inference.Generation.Sampling;

/// <summary>What a caller says of sampling; null leaves it to the model.</summary>
internal sealed record SamplingOverrides(
    float? Temperature = null, int? TopK = null, float? TopP = null, float? MinP = null, float? RepetitionPenalty = null,
    float? PresencePenalty = null,
    float? FrequencyPenalty = null, long? Seed = null)
{
    public SamplingSettings Over(SamplingSettings settings) => settings with
    {
        Temperature = Temperature ?? settings.Temperature,
        TopK = TopK ?? settings.TopK,
        TopP = TopP ?? settings.TopP,
        MinP = MinP ?? settings.MinP,
        RepetitionPenalty = RepetitionPenalty ?? settings.RepetitionPenalty,
        PresencePenalty = PresencePenalty ?? settings.PresencePenalty,
        FrequencyPenalty = FrequencyPenalty ?? settings.FrequencyPenalty,
        Seed = Seed ?? settings.Seed,
    };
}
