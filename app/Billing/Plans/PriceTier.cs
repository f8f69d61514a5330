namespace Platform.Billing.Plans;

/// <summary>A step of a graduated price.</summary>
/// <param name="PricePico">Of one unit of the meter (of a millisecond of compute, of a gigabyte-hour of storage), in 10⁻¹² of the
/// currency's unit.</param>
/// <param name="UpTo">The last unit that has this price, counted from the first that is not included; null in the last tier.</param>
internal sealed record PriceTier(long PricePico, long? UpTo = null);
