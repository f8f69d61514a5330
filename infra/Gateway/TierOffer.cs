using System.Collections.Immutable;
using System.Globalization;
using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What a buyer, and the cost report, are told of a tier.</summary>
internal static class TierOffer
{
    /// <summary>
    /// What the developer portal shows, e.g. <c>For a start. 49 EUR a month: up to 120 calls a minute and 100,000 calls in 30 days.</c>
    /// </summary>
    public static string Text(TierSettings tier, string currency) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tier.Description} {Price(tier, currency)}: up to {Calls(tier.CallsPerMinute)} "
        + $"a minute and {Calls(tier.CallsPerMonth)} in 30 days.");

    /// <summary>The offers as a stack output; numbers as the wire knows them.</summary>
    public static ImmutableArray<ImmutableDictionary<string, object>> List(IEnumerable<TierSettings> tiers) =>
        [.. tiers.Select(tier => new Dictionary<string, object>
        {
            ["name"] = tier.Name,
            ["displayName"] = tier.DisplayName,
            ["pricePerMonth"] = (double)tier.PricePerMonth,
            ["callsPerMinute"] = tier.CallsPerMinute,
            ["callsPerMonth"] = tier.CallsPerMonth,
        }.ToImmutableDictionary())];

    private static string Price(TierSettings tier, string currency) => tier.PricePerMonth == 0
        ? "Free of charge"
        : $"{tier.PricePerMonth.ToString(decimal.IsInteger(tier.PricePerMonth) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)} "
        + $"{currency} a month";

    private static string Calls(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} call{(count == 1 ? "" : "s")}");
}
