using System.Globalization;
using Platform.Review.Costs;
using Platform.Review.Costs.BreakEven;
using Platform.Review.Costs.Prices;

namespace Platform.Review.Report.Costs;

/// <summary>What the formats for people say in the same words.</summary>
internal static class CostPhrases
{
    /// <summary><c>1,234.50</c>; of less than a cent, what there is: <c>0.0018</c>.</summary>
    public static string Money(decimal amount)
        => amount.ToString(Math.Abs(amount) is > 0 and < 0.005m ? "0.00####" : "#,##0.00", CultureInfo.InvariantCulture);

    /// <summary><c>1,234.50</c>, or <c>none</c>.</summary>
    public static string Money(decimal? amount) => amount is { } given ? Money(given) : "none";

    /// <summary><c>400.00 → 512.30 (+112.30, +28 %)</c>.</summary>
    public static string Change(decimal? before, decimal? after)
        => $"{Money(before)} → {Money(after)} ({Difference(before, after)})";

    /// <summary><c>+112.30, +28 %</c>; without the second of what was nothing, or is.</summary>
    public static string Difference(decimal? before, decimal? after)
    {
        var difference = (after ?? 0) - (before ?? 0);
        return before is > 0 and var former && after is > 0
            ? $"{Signed(difference)}, {Percent(difference / former * 100)}"
            : Signed(difference);
    }

    /// <summary><c>+28 %</c>, <c>-3.8 %</c>.</summary>
    public static string Percent(decimal percent)
        => $"{(percent < 0 ? "-" : "+")}{Math.Abs(percent)
            .ToString(Math.Abs(percent) < 10 ? "0.#" : "#,##0", CultureInfo.InvariantCulture)} %";

    /// <summary><c>platform/cluster/aks: 400.00 → 512.30 (+112.30)</c>.</summary>
    public static string Change(CostChange change) => $"{change.Name}: {Change(change.Before, change.After)}";

    /// <summary><c>400.00 → 512.30 USD a month (+112.30)</c>; <c>400.00 USD a month, as before</c>.</summary>
    public static string Total(CostComparison comparison) => (comparison.Before, comparison.Difference) switch
    {
        (null, _) => Total(comparison.After),
        (_, 0) => $"{Total(comparison.After)}, as before",
        ({ } before, _) => $"{Money(before.Total)} → {Total(comparison.After)} ({Difference(before.Total, comparison.After.Total)})",
    };

    /// <summary><c>425.28 USD a month</c>; <c>at least 425.28 USD a month</c> where something has no price.</summary>
    public static string Total(CostReport report)
        => $"{(report.IsAtLeast ? "at least " : "")}{Money(report.Total)} {report.Currency} a month";

    /// <summary><c>+112.30</c>.</summary>
    public static string Signed(decimal difference) => $"{(difference < 0 ? "-" : "+")}{Money(Math.Abs(difference))}";

    /// <summary><c>730 × 0.272 for an hour (3 nodes)</c>.</summary>
    public static string Sum(CostLine line)
    {
        var basis = line.Charge.Basis.Length > 0 ? $" ({line.Charge.Basis})" : "";
        var free = line.Price.Free > 0 ? string.Create(CultureInfo.InvariantCulture, $", {line.Price.Free:#,##0.##} free") : "";
        var name = line.Price.Unit;
        var unit = char.IsDigit(name[0]) ? name : $"{(name is Units.Hour or Units.Execution ? "an" : "a")} {name}";
        return string.Create(
            CultureInfo.InvariantCulture, $"{line.Charge.Quantity:#,##0.##}{free} × {line.Price.Amount:0.########} for {unit}{basis}");
    }

    public static string Missing(MissingPrice missing) => missing.RegionIsUnknown
        ? $"{missing.Path}: {missing.Charge.Name} has no price in {missing.Charge.Region}, a region that the table knows nothing of"
        : $"{missing.Path}: {missing.Charge.Name} has no price in {missing.Charge.Region}";

    /// <summary>Between which days the prices were published that were used.</summary>
    public static string Dates(CostReport report)
    {
        var dates = report.Resources.SelectMany(resource => resource.Lines).Select(line => line.Price.Date).Distinct().Order().ToArray();
        return dates is []
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", at list prices of {dates[0]:yyyy-MM-dd} to {dates[^1]:yyyy-MM-dd}");
    }

    public static string Platform(TierReport tiers, string currency)
    {
        var share = tiers.FixedShare is { } part
            ? string.Create(
                CultureInfo.InvariantCulture, $"; of {tiers.Subscriptions:#,##0} expected subscriptions, each has to carry {Money(part)}")
            : "; no subscription is expected that has a price";
        var tokens = tiers.Tokens is { } cost
            ? $"A million tokens cost {Money(cost.AMillionRead)} {currency} to read and {Money(cost.AMillionWritten)} {currency} to write. "
            : "";
        return $"A million calls use {Money(tiers.CostOfAMillion)} {currency} of compute, logs and traffic. {tokens}"
            + $"Without that, the platform costs {Money(tiers.FixedCost)} {currency} a month{share}. {BreakEven(tiers, currency)}";
    }

    /// <summary>The one sentence that an owner wants.</summary>
    public static string BreakEven(TierReport tiers, string currency)
    {
        var when = tiers.BreaksEvenAt is { } count
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"breaks even at {count:#,##0} subscriptions that have a price; {tiers.Subscriptions:#,##0} are expected")
            : "never breaks even: what its subscriptions pay is less than their calls use";
        return $"At these assumptions the platform earns {Money(tiers.Earned)} and costs {Money(tiers.Spent)} {currency} a month, "
            + $"and {when}.";
    }

    public static string Tier(TierLine tier)
    {
        var quota = string.Create(
            CultureInfo.InvariantCulture, $"its quota of {tier.Quota:#,##0} calls uses {Money(tier.QuotaCost)}");
        if (!tier.IsSold)
            return $"{tier.DisplayName}: free; {quota}";
        var carrying = tier.Carrying is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"carrying the platform takes {count:#,##0}")
            : "at its expected calls it carries nothing";
        return string.Create(CultureInfo.InvariantCulture,
            $"{tier.DisplayName}: {Money(tier.Price)}{Use(tier)}; {quota}{Covers(tier)}; {carrying}");
    }

    private static string Covers(TierLine tier) => tier.Price == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; covers its calls up to {tier.CoveredCalls:#,##0} calls");

    private static string Use(TierLine tier) => tier.ExpectedUse == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $" and {Money(tier.ExpectedUse)} for the use of {tier.ExpectedCalls:#,##0} expected calls");

    public static string Rate(ExchangeRate rate, string currency) => string.Create(CultureInfo.InvariantCulture,
        $"1 {rate.Currency} = {rate.Value} {currency} of {rate.Date:yyyy-MM-dd}");
}
