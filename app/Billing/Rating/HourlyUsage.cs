namespace Platform.Billing.Rating;

/// <summary>What a subscription used in an hour, over all models.</summary>
internal sealed record HourlyUsage(long Hour, long Calls, long Rows, long ComputeMicros, long TokensIn, long TokensOut);
