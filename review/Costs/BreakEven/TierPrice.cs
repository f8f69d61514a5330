using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Costs.BreakEven;

/// <summary>A tier as the stack's outputs have it.</summary>
/// <param name="PricePerMonth">In the stack's currency; 0 for a free one.</param>
internal sealed record TierPrice(string Name, string DisplayName, decimal PricePerMonth, decimal CallsPerMonth)
{
    /// <summary>Calls that the price of a month includes.</summary>
    public decimal IncludedCalls { get; init; } = decimal.MaxValue;

    /// <summary>What each call beyond them costs, graduated; the last step has no end.</summary>
    public IReadOnlyList<(decimal Price, decimal? UpTo)> CallPrices { get; init; } = [];

    /// <summary>Whether anybody pays for it.</summary>
    public bool IsSold => PricePerMonth > 0 || CallPrices.Any(step => step.Price > 0);

    /// <summary>What so many calls cost besides the price of the month.</summary>
    public decimal UseOf(decimal calls)
    {
        var (cost, priced, left) = (0m, 0m, Math.Max(0, calls - IncludedCalls));
        foreach (var (price, end) in CallPrices)
        {
            var units = Math.Min(left, (end ?? decimal.MaxValue) - priced);
            (cost, priced, left) = (cost + (units * price), priced + units, left - units);
        }

        return cost;
    }

    /// <summary>The stack's tiers; none if it says nothing of their prices.</summary>
    public static IReadOnlyList<TierPrice> Of(Plan plan)
        => plan.Outputs["tiers"] is JsonArray tiers && tiers.All(tier => tier is JsonObject)
            ? [.. tiers.Select(tier => Of((JsonObject)tier!)).OfType<TierPrice>()]
            : [];

    private static TierPrice? Of(JsonObject tier)
        => Number(tier["pricePerMonth"]) is { } price && Number(tier["callsPerMonth"]) is { } calls
            ? new TierPrice($"{tier["name"]}", $"{tier["displayName"] ?? tier["name"]}", price, calls)
            {
                IncludedCalls = Number(tier["includedCalls"]) ?? decimal.MaxValue,
                CallPrices = [.. (tier["callPrices"] as JsonArray ?? []).Select(step => (Number(step!["price"]) ?? 0, End(Number(step["upTo"]))))],
            }
            : null;

    // An output has no numbers that are not there
    private static decimal? End(decimal? given) => given > 0 ? given : null;

    private static decimal? Number(JsonNode? node) => node?.GetValueKind() is JsonValueKind.Number ? node.Deserialize<decimal>() : null;
}
