namespace Platform.Billing.Rating;

/// <summary>A month of a subscription, from its anchor's day and hour.</summary>
/// <param name="Start">Hour since 1970, included.</param>
/// <param name="End">Hour since 1970, not included; the next period's start.</param>
internal readonly record struct Period(long Start, long End)
{
    public long Length => End - Start;

    /// <summary>Counted from the anchor itself, so that a 31st comes back after February.</summary>
    /// <param name="anchor">The hour in which the subscription began.</param>
    /// <param name="number">From 0.</param>
    public static Period Of(long anchor, int number)
    {
        var start = Hours.ToTime(anchor);
        return new Period(Hours.Of(start.AddMonths(number)), Hours.Of(start.AddMonths(number + 1)));
    }

    /// <summary>The period that an hour falls into.</summary>
    /// <param name="anchor">The hour in which the subscription began.</param>
    /// <param name="hour">Not before it.</param>
    public static Period At(long anchor, long hour)
    {
        var (start, time) = (Hours.ToTime(anchor), Hours.ToTime(hour));
        var number = Math.Max(0, (time.Year - start.Year) * 12 + time.Month - start.Month - 1);
        while (Of(anchor, number).End <= hour)
            number++;
        return Of(anchor, number);
    }
}
