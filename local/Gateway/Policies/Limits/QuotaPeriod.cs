namespace Platform.Gateway.Policies.Limits;

/// <summary>A time for which a quota holds.</summary>
/// <param name="Number">Later ones have greater numbers.</param>
/// <param name="End">Null: it never ends.</param>
internal readonly record struct QuotaPeriod(long Number, DateTime Start, DateTime? End)
{
    /// <summary>The one of a length, counted from a start, that a time falls into.</summary>
    /// <param name="length">Zero: there is one, for ever.</param>
    public static QuotaPeriod Of(DateTime time, DateTime start, TimeSpan length)
    {
        if (length == TimeSpan.Zero)
            return new(0, start, null);
        var number = (long)Math.Floor((time - start) / length);
        return new(number, start + number * length, start + (number + 1) * length);
    }

    public TimeSpan? LeftAt(DateTime time) => End - time;
}
