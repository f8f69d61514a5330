namespace Platform.Evaluation.Statistics;

/// <summary>What a verdict is called, and how one is come to.</summary>
internal static class Verdicts
{
    public static string Said(this Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        _ => "not shown to be better or worse",
    };

    /// <summary>
    /// By the log loss where there is one, as it judges the probabilities that callers act upon, else by the accuracy. Worse in either,
    /// or in a group that was named, is worse.
    /// </summary>
    public static (Verdict Verdict, string Reason) Of(Bootstrap differences, Fairness? fairness)
    {
        if (differences.LogLoss is { IsAbove: true } loss)
            return (Verdict.Worse, $"its log loss is greater by {Said(loss)}");
        if (differences.Accuracy.IsBelow)
            return (Verdict.Worse, $"its accuracy changes by {Said(differences.Accuracy)}");
        if (fairness?.Worse.ToList() is { Count: > 0 } groups)
            return (Verdict.Worse, $"its accuracy is less where {fairness.Column} is {string.Join(", ", groups)}");
        if (differences.LogLoss is { IsBelow: true } less)
            return (Verdict.Better, $"its log loss is less by {Said(new Interval(-less.Difference, -less.High, -less.Low))}");
        if (differences.LogLoss is null && differences.Accuracy.IsAbove)
            return (Verdict.Better, $"its accuracy is greater by {Said(differences.Accuracy)}");
        return (Verdict.NotShown,
            $"the difference of {(differences.LogLoss is null ? "accuracy" : "log loss")}, {Said(
                differences.LogLoss ?? differences.Accuracy)}, may be none");
    }

    private static string Said(Interval interval)
        => FormattableString.Invariant($"{interval.Difference:0.0000} ({interval.Low:0.0000} to {interval.High:0.0000})");
}
