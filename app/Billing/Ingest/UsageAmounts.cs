namespace Platform.Billing.Ingest;

/// <summary>What calls used, added up.</summary>
internal readonly record struct UsageAmounts(
    long Calls, long Rows, long ComputeMicros, long TokensIn, long TokensOut, long BytesIn, long BytesOut)
{
    public static UsageAmounts operator -(UsageAmounts amounts) => new(
        -amounts.Calls, -amounts.Rows, -amounts.ComputeMicros, -amounts.TokensIn, -amounts.TokensOut, -amounts.BytesIn, -amounts.BytesOut);

    public static UsageAmounts operator +(UsageAmounts one, UsageAmounts other) => checked(new(
        one.Calls + other.Calls, one.Rows + other.Rows, one.ComputeMicros + other.ComputeMicros, one.TokensIn + other.TokensIn,
        one.TokensOut + other.TokensOut, one.BytesIn + other.BytesIn, one.BytesOut + other.BytesOut));
}
