namespace Platform.Review.Costs;

/// <summary>A charge of a kind that has prices, for which the table has none: the sum is too small.</summary>
/// <param name="Path">The resource's path.</param>
/// <param name="RegionIsUnknown">Whether the table knows nothing at all of the charge's region.</param>
internal sealed record MissingPrice(string Path, Charge Charge, bool RegionIsUnknown);
