using Platform.Billing.Plans;

namespace Platform.Billing.Closing;

/// <summary>A correction of what was counted.</summary>
/// <param name="Id">The caller's: the same one again changes nothing.</param>
/// <param name="Sid">Whose.</param>
/// <param name="At">A time in the hour that is corrected.</param>
/// <param name="Meter">What.</param>
/// <param name="Delta">By how much; microseconds of compute, bytes by the hour of storage.</param>
/// <param name="Reason">Why.</param>
/// <param name="Actor">Who.</param>
internal sealed record UsageAdjustment(string Id, string Sid, DateTimeOffset At, Meter Meter, long Delta, string Reason, string Actor);
