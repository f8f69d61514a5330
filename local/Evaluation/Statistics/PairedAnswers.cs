namespace Platform.Evaluation.Statistics;

/// <summary>What both versions answer to the same rows.</summary>
/// <param name="Truth">Of each row.</param>
/// <param name="Current">Of the version in service.</param>
/// <param name="Candidate">Of the candidate.</param>
internal sealed record PairedAnswers(int[] Truth, ClassAnswers Current, ClassAnswers Candidate);
