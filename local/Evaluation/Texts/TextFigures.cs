namespace Platform.Evaluation.Texts;

/// <summary>How one version answered all prompts.</summary>
/// <param name="Name">Which.</param>
/// <param name="Bytes">Of all its files.</param>
/// <param name="ExactMatch">Share of the expected answers that it gave, but for case and spaces; null where none is expected.</param>
/// <param name="Similarity">Mean likeness to what is expected; null where none is.</param>
/// <param name="Characters">Mean length.</param>
/// <param name="Refusals">Share refused, by the model or by the server.</param>
/// <param name="MedianMilliseconds">Of one answer.</param>
/// <param name="Groundedness">Mean judgement of the answers to prompts with a context, 1 to 5; null without a judge, or a context.</param>
/// <param name="Relevance">Mean judgement of all, 1 to 5; null without a judge.</param>
internal sealed record TextFigures(
    string Name, long Bytes, double? ExactMatch, double? Similarity, double Characters, double Refusals, double MedianMilliseconds,
    double? Groundedness, double? Relevance);
