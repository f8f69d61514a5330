namespace Platform.Review.Costs.Prices;

/// <param name="From">The quantity, of a month, from which on it is the price.</param>
internal sealed record PriceStep(decimal From, decimal Price);
