namespace Platform.Review.Costs;

/// <summary>What prices are for one of.</summary>
internal static class Units
{
    public const string Hour = "hour";
    public const string Day = "day";
    public const string Month = "month";
    public const string Second = "second";
    public const string Gigabyte = "GB";
    public const string GigabyteMonth = "GB for a month";
    public const string TenThousandOperations = "10,000 operations";
    public const string MillionCalls = "1,000,000 calls";
    public const string TenMillionSamples = "10,000,000 samples";
    public const string Execution = "execution";
    public const string MillionTokens = "1,000,000 tokens";
    public const string MillionQueries = "1,000,000 queries";

    public static IReadOnlyList<string> All { get; } =
    [
        Hour, Day, Month, Second, Gigabyte, GigabyteMonth, TenThousandOperations, MillionCalls, TenMillionSamples, Execution, MillionTokens,
        MillionQueries,
    ];

    /// <summary>Azure's month: <see href="https://azure.microsoft.com/pricing/calculator/"/> counts 730 hours.</summary>
    public const decimal HoursAMonth = 730;

    public const decimal DaysAMonth = HoursAMonth / 24;
}
