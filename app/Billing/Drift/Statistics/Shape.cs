namespace Platform.Billing.Drift.Statistics;

/// <summary>
/// Two distributions over the same parts: the reference's shares, and counts of a day. Parts of which so few were to be expected that
/// chance rules are put together, neighbours of numbers, the rest of texts; as every statistic here takes that for granted.
/// </summary>
/// <param name="Expected">Shares, adding up to 1.</param>
/// <param name="Seen">Counts.</param>
internal sealed record Shape(IReadOnlyList<double> Expected, IReadOnlyList<long> Seen)
{
    /// <summary>https://www.itl.nist.gov/div898/handbook/eda/section3/eda35f.htm</summary>
    private const double FewestExpected = 5;

    public long Count => Seen.Sum();

    public static Shape Of(IReadOnlyList<double> shares, IReadOnlyList<long> counts, long others, bool areNumbers)
    {
        var n = counts.Sum() + others;
        var parts = shares.Zip(counts, (share, count) => (Share: share, Count: count)).ToList();
        if (!areNumbers)
        {
            parts.Sort((one, other) => other.Share.CompareTo(one.Share));
            // What the reference does not have is with what it hardly has
            parts.Add((0, others));
        }

        var (expected, seen) = (new List<double>(), new List<long>());
        var (share, count) = (0d, 0L);
        foreach (var part in parts)
        {
            (share, count) = (share + part.Share, count + part.Count);
            if (share * n < FewestExpected)
                continue;
            expected.Add(share);
            seen.Add(count);
            (share, count) = (0, 0);
        }

        if (expected.Count > 0)
            (expected[^1], seen[^1]) = (expected[^1] + share, seen[^1] + count);
        return new Shape(expected, seen);
    }
}
