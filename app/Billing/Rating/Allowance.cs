using Platform.Billing.Plans;

namespace Platform.Billing.Rating;

/// <summary>What of a period's included amount is used, in the phase that runs.</summary>
/// <param name="Meter">What is counted.</param>
/// <param name="From">The hour in which the phase begins within the period.</param>
/// <param name="Used">As the meter counts.</param>
/// <param name="Included">Likewise; more than 0.</param>
internal sealed record Allowance(Meter Meter, long From, Int128 Used, Int128 Included);
