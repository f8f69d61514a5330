using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Costs.Usage;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Costs.BreakEven;

/// <summary>A tier as the stack's outputs have it.</summary>
/// <param name="PricePerMonth">In the stack's currency; 0 for a free one.</param>
internal sealed record TierPrice(string Name, string DisplayName, decimal PricePerMonth, decimal CallsPerMonth)
{
    private const decimal Pico = 1_000_000_000_000;

    public MeterPrice Calls { get; init; } = MeterPrice.Free;

    public MeterPrice TokensIn { get; init; } = MeterPrice.Free;

    public MeterPrice TokensOut { get; init; } = MeterPrice.Free;

    /// <summary>Whether anybody pays for it.</summary>
    public bool IsSold => PricePerMonth > 0 || Calls.IsSold || TokensIn.IsSold || TokensOut.IsSold;

    /// <summary>What so many calls, and their tokens, cost besides the price of the month.</summary>
    public decimal UseOf(decimal calls, UsageAssumptions usage)
        => Calls.Of(calls) + TokensIn.Of(calls * usage.TokensInPerCall) + TokensOut.Of(calls * usage.TokensOutPerCall);

    /// <summary>The stack's tiers; none if it says nothing of their prices.</summary>
    public static IReadOnlyList<TierPrice> Of(Plan plan)
        => plan.Outputs["tiers"] is JsonArray tiers && tiers.All(tier => tier is JsonObject)
            ? [.. tiers.Select(tier => Of((JsonObject)tier!, PlansOf(plan))).OfType<TierPrice>()]
            : [];

    private static TierPrice? Of(JsonObject tier, IReadOnlyList<JsonObject> plans)
    {
        if (Number(tier["pricePerMonth"]) is not { } price || Number(tier["callsPerMonth"]) is not { } calls)
            return null;
        // The newest version is at the end
        var sold = plans.LastOrDefault(plan => $"{plan["plan"]}" == $"{tier["name"]}");
        return new TierPrice($"{tier["name"]}", $"{tier["displayName"] ?? tier["name"]}", price, calls)
        {
            Calls = new(
                Number(tier["includedCalls"]) ?? decimal.MaxValue,
                [.. (tier["callPrices"] as JsonArray ?? []).Select(step => (Number(step!["price"]) ?? 0, End(Number(step["upTo"]))))]),
            TokensIn = MeterOf(sold, "tokensIn"),
            TokensOut = MeterOf(sold, "tokensOut"),
        };
    }

    // As billing reads them: prices in 10⁻¹² of the currency
    private static IReadOnlyList<JsonObject> PlansOf(Plan plan)
        => plan.Outputs["plans"]?.GetValueKind() is JsonValueKind.String && JsonNode.Parse($"{plan.Outputs["plans"]}") is JsonArray plans
            ? [.. plans.OfType<JsonObject>()]
            : [];

    private static MeterPrice MeterOf(JsonObject? plan, string name)
        => (plan?["meters"] as JsonArray)?.FirstOrDefault(meter => $"{meter!["meter"]}" == name) is { } meter
            ? new(
                Number(meter["included"]) ?? 0,
                [
                    .. (meter["tiers"] as JsonArray ?? []).Select(
                        step => ((Number(step!["pricePico"]) ?? 0) / Pico, End(Number(step["upTo"])))),
                ])
            : MeterPrice.Free;

    // An output has no numbers that are not there
    private static decimal? End(decimal? given) => given > 0 ? given : null;

    private static decimal? Number(JsonNode? node) => node?.GetValueKind() is JsonValueKind.Number ? node.Deserialize<decimal>() : null;
}
