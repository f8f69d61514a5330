namespace Platform.Billing.Rating;

/// <summary>One line of a rated period, exact.</summary>
/// <param name="Item">The meter, or <c>fixed</c>.</param>
/// <param name="Plan">The plan and version of the phase.</param>
/// <param name="Version">Of the plan.</param>
/// <param name="Quantity">What was counted (microseconds of compute, bytes by the hour), or the hours of the phase.</param>
/// <param name="Included">How much of it cost nothing, in the same unit.</param>
/// <param name="PricePico">Of one priced unit, before the index; null where several tiers' prices went in, or for the fixed fee.</param>
/// <param name="IndexPpm">What the prices were multiplied by, in millionths.</param>
/// <param name="ExactPico">The amount.</param>
/// <param name="FromHour">Where the phase begins within the period.</param>
/// <param name="ToHour">Where it ends; not included.</param>
internal sealed record RatedLine(
    string Item, string Plan, int Version, long Quantity, long Included, long? PricePico, long IndexPpm, Int128 ExactPico, long FromHour,
    long ToHour);
