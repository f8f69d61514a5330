using Platform.Billing.Drift.Counting;
using Platform.Billing.Drift.Statistics;

namespace Platform.Billing.Drift;

/// <summary>Says how good a model's answers were, by what came back of them.</summary>
internal static class FeedbackJudge
{
    /// <summary>With how many days before an accuracy is compared.</summary>
    public const int Days = 30;

    /// <param name="feedback">Of the day.</param>
    /// <param name="before">Labels of the days before, and how many answers were right.</param>
    public static IEnumerable<DriftFinding> Judge(FeedbackCount feedback, (long Labelled, double Right) before)
    {
        if (feedback.Labelled > 0)
            yield return Accuracy(feedback, before);
        if (feedback.ThumbsUp + feedback.ThumbsDown is > 0 and var thumbs)
            yield return new DriftFinding("feedback.thumb", "thumbs", (double)feedback.ThumbsUp / thumbs, 1, thumbs, DriftLevel.None);
        if (feedback.Unmatched > 0)
            yield return new DriftFinding("feedback.label", "unmatched", feedback.Unmatched, 1, feedback.Unmatched, DriftLevel.None);
    }

    private static DriftFinding Accuracy(FeedbackCount feedback, (long Labelled, double Right) before)
    {
        var share = (double)feedback.Right / feedback.Labelled;
        if (feedback.Labelled < DriftLimits.FewestLabels || before.Labelled < DriftLimits.FewestLabels)
            return new DriftFinding("feedback.label", "accuracy", share, 1, feedback.Labelled, DriftLevel.None);
        var known = before.Right / before.Labelled;
        var p = Significance.Proportions((share, feedback.Labelled), (known, before.Labelled));
        var isWorse = known - share >= DriftLimits.Share;
        return new DriftFinding(
            "feedback.label", "accuracy", share, p, feedback.Labelled,
            !isWorse ? DriftLevel.Ok : p < DriftLimits.Alpha ? DriftLevel.Alert : DriftLevel.Warn);
    }
}
