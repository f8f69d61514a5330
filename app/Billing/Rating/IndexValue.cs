namespace Platform.Billing.Rating;

/// <summary>
/// The value of a price index in a month, in millionths: a node-hour's or gigabyte-month's price against the day the plan was made.
/// </summary>
/// <param name="Name">As plans name it.</param>
/// <param name="Ppm">1,000,000 is the price as the plan has it.</param>
internal sealed record IndexValue(string Name, long Ppm);
