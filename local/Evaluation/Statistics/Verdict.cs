namespace Platform.Evaluation.Statistics;

/// <summary>What a comparison shows.</summary>
internal enum Verdict
{
    Better,
    Worse,
    NotShown,
}
