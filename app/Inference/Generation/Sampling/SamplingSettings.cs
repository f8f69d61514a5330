namespace Platform.Inference.Generation.Sampling;

/// <summary>How the next token is chosen.</summary>
/// <param name="Temperature">0 takes the likeliest; 1 draws as the model says; more draws more evenly.</param>
/// <param name="TopK">Draws from so many of the likeliest; 0 from all.</param>
/// <param name="TopP">Draws from the likeliest that together have this probability.</param>
/// <param name="MinP">Draws from those that have at least this part of the likeliest one's probability.</param>
/// <param name="RepetitionPenalty">Divides what tokens of the prompt and the text have above 0, multiplies what they have below; 1 for
/// none.</param>
/// <param name="PresencePenalty">Taken from tokens that the text has.</param>
/// <param name="FrequencyPenalty">Taken from tokens as often as the text has them.</param>
/// <param name="Seed">The same gives the same text; null draws one.</param>
internal sealed record SamplingSettings(
    float Temperature = 1, int TopK = 0, float TopP = 1, float MinP = 0, float RepetitionPenalty = 1, float PresencePenalty = 0,
    float FrequencyPenalty = 0, long? Seed = null)
{
    public static readonly SamplingSettings Default = new();

    public bool HasPenalties => RepetitionPenalty != 1 || PresencePenalty != 0 || FrequencyPenalty != 0;

    /// <summary>As a model's files say; what is out of range there counts as not said.</summary>
    public static SamplingSettings Of(float? temperature, int? topK, float? topP, float? repetitionPenalty) => new(
        temperature is >= 0 and <= 2 ? temperature.Value : 1,
        topK is > 0 ? topK.Value : 0,
        topP is > 0 and <= 1 ? topP.Value : 1,
        RepetitionPenalty: repetitionPenalty is > 0 and <= 2 ? repetitionPenalty.Value : 1);
}
