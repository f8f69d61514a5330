namespace Platform.Rehearsal.Cast;

/// <summary>A call that was made.</summary>
/// <param name="Product">The tier that its customer had.</param>
internal sealed record Call(string Product, Outcome Outcome, DateTimeOffset At);
