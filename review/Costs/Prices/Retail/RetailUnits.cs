namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What the list calls the table's units.</summary>
internal static class RetailUnits
{
    private static readonly Dictionary<(string Unit, string Listed), decimal> _factors = new()
    {
        [(Units.Hour, "1 Hour")] = 1,
        [(Units.Hour, "1/Hour")] = 1,
        [(Units.Day, "1/Day")] = 1,
        [(Units.Month, "1/Month")] = 1,
        // A zone's price is of a month, which the list leaves out: https://azure.microsoft.com/pricing/details/dns/
        [(Units.Month, "1")] = 1,
        [(Units.Month, "1 Hour")] = Units.HoursAMonth,
        [(Units.Month, "1/Hour")] = Units.HoursAMonth,
        [(Units.Second, "1 Second")] = 1,
        [(Units.Gigabyte, "1 GB")] = 1,
        [(Units.GigabyteMonth, "1 GB/Month")] = 1,
        // Of retained logs
        [(Units.GigabyteMonth, "1 GB")] = 1,
        [(Units.TenThousandOperations, "10K")] = 1,
        [(Units.MillionCalls, "10K")] = 100,
        [(Units.MillionCalls, "1M")] = 1,
        [(Units.TenMillionSamples, "10M")] = 1,
        [(Units.Execution, "1")] = 1,
        [(Units.MillionQueries, "1M")] = 1,
    };

    /// <summary>How many of the list's units one of the table's is; null where they measure different things.</summary>
    public static decimal? In(string unit, string listed) => _factors.TryGetValue((unit, listed), out var factor) ? factor : null;
}
