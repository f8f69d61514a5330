namespace Platform.Review.Costs.Prices.Retail;

/// <summary>
/// A price of Azure's list, as https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices writes it.
/// </summary>
/// <param name="TierMinimumUnits">The quantity of a month from which on it is the price.</param>
internal sealed record RetailItem(
    string CurrencyCode,
    decimal TierMinimumUnits,
    decimal RetailPrice,
    string ArmRegionName,
    string MeterName,
    string ProductName,
    string SkuName,
    string UnitOfMeasure,
    string Type,
    string? ArmSkuName = null);
