namespace Platform.Billing.Console.Metering;

/// <summary>What a subscription used of a model on a day.</summary>
/// <param name="Day">In UTC.</param>
internal sealed record DayUsage(DateOnly Day, string Model, long Calls, long Rows, long ComputeMicros, long TokensIn, long TokensOut);
