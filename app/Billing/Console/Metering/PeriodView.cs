using Platform.Billing.Rating;

namespace Platform.Billing.Console.Metering;

/// <summary>The period that runs, priced as it stands by the engine that will price it when it is over.</summary>
/// <param name="Period">From its first hour to its end.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="SpentMicros">What is to be paid for it so far, the whole fee included, without tax.</param>
/// <param name="ForecastMicros">What it will be if the rest is like what was.</param>
/// <param name="Meters">Those that are priced, and calls.</param>
/// <param name="Days">By model, ascending.</param>
/// <param name="IsEstimated">Whether a price index of the month is not known yet and is taken as 1.</param>
internal sealed record PeriodView(
    Period Period, string Currency, long SpentMicros, long ForecastMicros, IReadOnlyList<MeterState> Meters, IReadOnlyList<DayUsage> Days,
    bool IsEstimated)
{
    public long Calls => Days.Sum(day => day.Calls);
}
