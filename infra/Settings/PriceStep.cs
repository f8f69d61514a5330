namespace Platform.Infra.Settings;

/// <summary>A step of a graduated price.</summary>
/// <param name="Price">Of one unit, in the gateway's currency.</param>
/// <param name="UpTo">The last unit that has this price, counted from the first that is not included; nothing in the last step.</param>
internal sealed record PriceStep(decimal Price, long? UpTo = null);
