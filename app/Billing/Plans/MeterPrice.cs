namespace Platform.Billing.Plans;

/// <summary>What a plan takes for a meter.</summary>
/// <param name="Meter">What is counted.</param>
/// <param name="Included">How much of it a period includes: units of the meter, milliseconds of compute, gigabyte-hours of storage.</param>
/// <param name="Tiers">Ascending; the last one has no end. Each unit has the price of the tier that it falls into.</param>
/// <param name="Index">A price index that the month's value multiplies the prices by, or null.</param>
internal sealed record MeterPrice(Meter Meter, long Included, IReadOnlyList<PriceTier> Tiers, string? Index = null);
