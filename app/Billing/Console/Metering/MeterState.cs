using Platform.Billing.Plans;

namespace Platform.Billing.Console.Metering;

/// <summary>A meter in the period that runs.</summary>
/// <param name="Meter">What is counted.</param>
/// <param name="Used">Units of the meter, milliseconds of compute, gigabyte-hours of storage.</param>
/// <param name="Included">How much of it the period includes, over all of its plans.</param>
/// <param name="Forecast">How much it will be if the rest of the period is like what was.</param>
internal sealed record MeterState(Meter Meter, long Used, long Included, long Forecast);
