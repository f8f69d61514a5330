namespace Platform.Rehearsal.Findings;

/// <summary>A tier's line in the table. Money in µ-units of the currency.</summary>
/// <param name="Unanswered">Metered, but the answer was cut off by the death of its server.</param>
internal sealed record TierRow(
    string Tier, long Sent, long Answered, long TooFast, long QuotaUsedUp, long KeyRefused, long Lost, long Unanswered, long Metered,
    long BilledCalls,
    long BilledMicros, long CapturedMicros, long RefundedMicros, long OpenMicros, long LossMicros)
{
    public static TierRow operator +(TierRow one, TierRow other) => new(
        "all", one.Sent + other.Sent, one.Answered + other.Answered, one.TooFast + other.TooFast, one.QuotaUsedUp + other.QuotaUsedUp,
        one.KeyRefused + other.KeyRefused, one.Lost + other.Lost, one.Unanswered + other.Unanswered, one.Metered + other.Metered,
        one.BilledCalls + other.BilledCalls, one.BilledMicros + other.BilledMicros, one.CapturedMicros + other.CapturedMicros,
        one.RefundedMicros + other.RefundedMicros, one.OpenMicros + other.OpenMicros, one.LossMicros + other.LossMicros);
}
