using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Infra.Settings;

namespace Platform.Infra.Billing;

/// <summary>
/// The tiers as billing reads plans: an array of versions, money as whole numbers. docs/billing.md has its form. The same text is an output
/// of the stack, so that billing on one machine sells what a stack sells.
/// </summary>
internal static class PlanFile
{
    private const decimal MicrosOfOne = 1_000_000m;
    private const decimal PicosOfOne = 1_000_000_000_000m;

    public static string Of(GatewaySettings settings) => new JsonArray(
        [
            .. settings.Tiers.SelectMany(
                tier => tier.Versions.Select((prices, index) => Version(tier, prices, index + 1, settings.Currency))),
        ])
        .ToJsonString(JsonSerializerOptions.Web);

    private static JsonObject Version(TierSettings tier, TierPrices prices, int version, string currency)
    {
        var document = new JsonObject
        {
            ["plan"] = tier.Name,
            ["version"] = version,
            ["currency"] = currency,
            ["fixedMicros"] = (long)(prices.PricePerMonth * MicrosOfOne),
            ["effective"] = $"{prices.Effective}T00:00:00Z",
            ["meters"] = new JsonArray([.. (prices.Meters ?? []).Select(meter => Meter(meter, IncludedIn(tier, prices, meter.Meter)))]),
        };
        if (tier.Trial is { } trial)
            document["trial"] = new JsonObject { ["days"] = trial.Days, ["then"] = trial.Then };
        return document;
    }

    private static long IncludedIn(TierSettings tier, TierPrices prices, string meter)
        => prices.Included?.TryGetValue(meter, out var amount) == true ? amount
        : meter == MeterSettings.Calls && !tier.PayAsYouGo ? tier.CallsPerMonth
        : 0;

    private static JsonObject Meter(MeterSettings meter, long included)
    {
        var document = new JsonObject
        {
            ["meter"] = meter.Meter,
            ["included"] = included,
            ["tiers"] = new JsonArray([.. meter.Prices.Select(Step)]),
        };
        if (meter.Index is { } index)
            document["index"] = index;
        return document;
    }

    private static JsonObject Step(PriceStep step)
    {
        var document = new JsonObject { ["pricePico"] = (long)(step.Price * PicosOfOne) };
        if (step.UpTo is { } end)
            document["upTo"] = end;
        return document;
    }
}
