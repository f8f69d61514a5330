namespace Platform.Billing.Console.Metering;

/// <summary>What a subscription used of a model on a day, or what something kept for it.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Model">The model, or what keeps.</param>
internal sealed record DayUsage(
    DateOnly Day, string Model, long Calls, long Rows, long ComputeMicros, long TokensIn, long TokensOut, long ByteHours = 0);
