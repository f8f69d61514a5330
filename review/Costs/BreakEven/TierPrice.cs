using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Costs.BreakEven;

/// <summary>A tier as the stack's outputs have it.</summary>
/// <param name="PricePerMonth">In the stack's currency; 0 for a free one.</param>
internal sealed record TierPrice(string Name, string DisplayName, decimal PricePerMonth, decimal CallsPerMonth)
{
    /// <summary>The stack's tiers; none if it says nothing of their prices.</summary>
    public static IReadOnlyList<TierPrice> Of(Plan plan)
        => plan.Outputs["tiers"] is JsonArray tiers && tiers.All(tier => tier is JsonObject)
            ? [.. tiers.Select(tier => Of((JsonObject)tier!)).OfType<TierPrice>()]
            : [];

    private static TierPrice? Of(JsonObject tier)
        => Number(tier["pricePerMonth"]) is { } price && Number(tier["callsPerMonth"]) is { } calls
            ? new TierPrice($"{tier["name"]}", $"{tier["displayName"] ?? tier["name"]}", price, calls)
            : null;

    private static decimal? Number(JsonNode? node) => node?.GetValueKind() is JsonValueKind.Number ? node.Deserialize<decimal>() : null;
}
