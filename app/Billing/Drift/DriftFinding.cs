namespace Platform.Billing.Drift;

/// <summary>What one statistic says of one column in a day.</summary>
/// <param name="Feature">Of the model; its outputs as output.label, what came back as feedback.label.</param>
/// <param name="Statistic">psi, jensen-shannon, kolmogorov-smirnov, chi-square, nulls, range, unseen, mean, accuracy, thumbs or
/// rows.</param>
/// <param name="Value">As the statistic has it.</param>
/// <param name="P">How likely chance alone would give as much; 1 where it is not a test.</param>
/// <param name="N">Rows that it is of.</param>
internal sealed record DriftFinding(string Feature, string Statistic, double Value, double P, long N, DriftLevel Level);
