namespace Platform.Billing.Invoices;

/// <summary>A line as it is shown.</summary>
/// <param name="Item">The meter, <c>fixed</c>, <c>late:</c> and a meter, <c>carriedIn</c> or <c>carriedOut</c>.</param>
/// <param name="Plan">The plan, and</param>
/// <param name="Version">its version, where the line is a plan's.</param>
/// <param name="Quantity">What was counted; microseconds of compute, bytes by the hour of storage, hours of the fixed fee.</param>
/// <param name="Included">How much of it cost nothing.</param>
/// <param name="PricePico">Of one unit, where there is one price.</param>
/// <param name="IndexPpm">What the price was multiplied by, in millionths.</param>
/// <param name="AmountMicros">In µ-units, a multiple of the smallest amount; all lines add up to the net amount.</param>
/// <param name="ExactPico">Before rounding, in 10⁻¹² of the currency's unit.</param>
/// <param name="From">Included.</param>
/// <param name="To">Not included.</param>
internal sealed record InvoiceLine(
    string Item, string Plan, int Version, long Quantity, long Included, long? PricePico, long IndexPpm, long AmountMicros,
    string ExactPico,
    DateTimeOffset From, DateTimeOffset To);
