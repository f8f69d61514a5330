using System.Text.Json.Serialization;

namespace Platform.Review.Costs.Prices.Retail;

/// <param name="Count">How many items this page has.</param>
internal sealed record RetailPage(
    [property: JsonPropertyName("Items")] IReadOnlyList<RetailItem> Items,
    [property: JsonPropertyName("Count")] int Count,
    [property: JsonPropertyName("NextPageLink")] string? NextPageLink);
