namespace Platform.Billing.Rating;

/// <summary>What is kept, as usage: bytes, times the hours that they were kept.</summary>
internal static class StoredUsage
{
    /// <summary>One for each level, cut where phases begin, so that each hour has the price of its phase.</summary>
    public static IEnumerable<HourlyUsage> Of(IEnumerable<StoredLevel> levels, Period period, IReadOnlyList<Phase> phases, long end)
        => Of(levels, period, [.. phases.Select(phase => phase.FromHour)], end);

    /// <param name="levels">Of a subscription, ascending by hour.</param>
    /// <param name="period">What is counted.</param>
    /// <param name="cuts">Hours at which one ends and the next begins, ascending; before the first nothing is counted.</param>
    /// <param name="end">Where counting ends within the period, not included.</param>
    public static IEnumerable<HourlyUsage> Of(IEnumerable<StoredLevel> levels, Period period, IReadOnlyList<long> cuts, long end)
        => from source in levels.GroupBy(level => level.Source)
        from level in Runs([.. source], level => level.FromHour)
        from part in Runs(cuts, cut => cut)
        let start = Math.Max(Math.Max(level.From, part.From), period.Start)
        let hours = Math.Min(Math.Min(level.To, part.To), Math.Min(period.End, end)) - start
        where level.One.Bytes > 0 && hours > 0
        select new HourlyUsage(start, 0, 0, 0, 0, 0, checked(level.One.Bytes * hours));

    /// <summary>Each holds until the next one.</summary>
    private static IEnumerable<(T One, long From, long To)> Runs<T>(IReadOnlyList<T> ones, Func<T, long> from)
        => ones.Select((one, n) => (one, from(one), n + 1 < ones.Count ? from(ones[n + 1]) : long.MaxValue));
}
