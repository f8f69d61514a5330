using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
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
        + $"a minute and {Calls(tier.Quota)} in 30 days.{Tokens(tier)}{Use(tier, currency)}");

    /// <summary>The offers as a stack output; numbers as the wire knows them.</summary>
    public static ImmutableArray<ImmutableDictionary<string, object>> List(IEnumerable<TierSettings> tiers)
        => [.. tiers.Select(tier => new Dictionary<string, object>
        {
            ["name"] = tier.Name,
            ["displayName"] = tier.DisplayName,
            ["pricePerMonth"] = (double)tier.PricePerMonth,
            ["callsPerMinute"] = tier.CallsPerMinute,
            ["callsPerMonth"] = tier.CallsPerMonth,
            ["hardCap"] = tier.Quota,
            ["includedCalls"] = tier.PayAsYouGo ? 0 : tier.CallsPerMonth,
            ["callPrices"] = (object)Steps(tier),
        }.ToImmutableDictionary())];

    /// <summary>
    /// The same as JSON, always in one order: another text would be another file in the cluster, to which pods roll over.
    /// </summary>
    public static string Json(IEnumerable<TierSettings> tiers) => JsonSerializer.Serialize(List(tiers).Select(Sorted));

    private static object Sorted(object value) => value switch
    {
        ImmutableDictionary<string, object> map =>
            new SortedDictionary<string, object>(
                map.ToDictionary(entry => entry.Key, entry => Sorted(entry.Value)), StringComparer.Ordinal),
        ImmutableArray<object> list => list.Select(Sorted).ToArray(),
        _ => value,
    };

    /// <summary>What calls beyond the included ones cost, graduated; none where they cost nothing.</summary>
    private static ImmutableArray<object> Steps(TierSettings tier)
        => [.. Calls(tier).Select(step => (object)new Dictionary<string, object>
        {
            ["price"] = (double)step.Price,
            ["upTo"] = (double)(step.UpTo ?? 0),
        }.ToImmutableDictionary())];

    private static IReadOnlyList<PriceStep> Calls(TierSettings tier)
        => tier.Meters?.FirstOrDefault(meter => meter.Meter == MeterSettings.Calls)?.Prices ?? [];

    // Billing's console has all meters; here is room for the one that everybody has
    private static string Use(TierSettings tier, string currency) => Calls(tier) is not [var first, ..]
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" {(tier.PayAsYouGo ? "A call costs" : $"Beyond {Calls(tier.CallsPerMonth)}, each costs")} "
            + $"{first.Price:0.############} {currency}{(tier.Meters!.Count > 1 || Calls(tier).Count > 1 ? ", by the price list" : "")}.");

    private static string Tokens(TierSettings tier) => tier.Tokens is { } tokens
        ? string.Create(
            CultureInfo.InvariantCulture, $" Texts: up to {tokens.PerMinute:#,0} tokens a minute and {tokens.PerMonth:#,0} a month.")
        : "";

    private static string Price(TierSettings tier, string currency) => tier.PayAsYouGo
        ? "Paid by use"
        : tier.Trial is { } trial
        ? $"Free of charge for {trial.Days} days"
        : tier.PricePerMonth == 0
        ? "Free of charge"
        : $"{tier.PricePerMonth.ToString(decimal.IsInteger(tier.PricePerMonth) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)} "
        + $"{currency} a month";

    private static string Calls(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} call{(count == 1 ? "" : "s")}");
}
