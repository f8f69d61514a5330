namespace Platform.Billing.Drift.Counting;

/// <summary>What came back of a model's answers in a day.</summary>
internal sealed class FeedbackCount
{
    /// <summary>Answers whose true label is known.</summary>
    public long Labelled { get; set; }

    public long Right { get; set; }

    public long ThumbsUp { get; set; }

    public long ThumbsDown { get; set; }

    /// <summary>Of calls that are not kept any more, or never were.</summary>
    public long Unmatched { get; set; }
}
