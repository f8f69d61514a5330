namespace Platform.Billing.Plans;

/// <summary>What a tier costs from a date on. It never changes: another price is another version.</summary>
/// <param name="Plan">The tier's name, which is the gateway's product.</param>
/// <param name="Version">From 1.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="FixedMicros">Of a whole period, in µ-units of the currency.</param>
/// <param name="Effective">When periods and phases may begin with it.</param>
/// <param name="Meters">At most one for each meter; what is not named costs nothing.</param>
/// <param name="Trial">Where it is one to begin with.</param>
internal sealed record PlanVersion(
    string Plan, int Version, string Currency, long FixedMicros, DateTimeOffset Effective, IReadOnlyList<MeterPrice> Meters,
    Trial? Trial = null);
