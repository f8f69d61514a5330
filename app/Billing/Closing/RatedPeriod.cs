using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>A period as it was rated: the snapshot that the invoice is made from.</summary>
internal sealed record RatedPeriod(string Subscription, Period Period, IReadOnlyList<SnapshotLine> Lines);
