using Platform.Billing.Plans;

namespace Platform.Billing.Tests;

/// <summary>Plans for tests.</summary>
internal static class Plan
{
    public static readonly DateTimeOffset Always = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A plan with a fixed fee and a price a call.</summary>
    public static PlanVersion Of(
        long fixedMicros = 0, long includedCalls = 0, long callPico = 0, string name = "basic", string currency = "EUR")
        => new(name, 1, currency, fixedMicros, Always, [Price(Meter.Calls, includedCalls, callPico)]);

    public static MeterPrice Price(Meter meter, long included, long pico) => new(meter, included, [new PriceTier(pico)]);
}
