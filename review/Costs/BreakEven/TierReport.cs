using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Usage;

namespace Platform.Review.Costs.BreakEven;

/// <summary>Whether subscriptions pay for the platform. What the terms mean is in docs/cost.md.</summary>
/// <param name="CostOfAMillion">What a million calls use.</param>
/// <param name="FixedCost">What the platform costs in a month beyond the nodes that answer calls.</param>
/// <param name="Subscriptions">How many are expected, of all tiers that have a price.</param>
/// <param name="Earned">What the expected subscriptions pay in a month.</param>
/// <param name="Spent">What the platform costs in a month, by the estimate.</param>
/// <param name="BreaksEvenAt">How many subscriptions that have a price, of the tiers as they are expected, pay for all; null if none
/// do.</param>
/// <param name="Rate">The exchange rate that prices were converted by; null if they need none.</param>
internal sealed record TierReport(
    decimal CostOfAMillion, decimal FixedCost, decimal Subscriptions, decimal Earned, decimal Spent, decimal? BreaksEvenAt,
    ExchangeRate? Rate, IReadOnlyList<TierLine> Lines)
{
    /// <summary>What tokens of texts use; null where no tokens are expected.</summary>
    public TokenCost? Tokens { get; init; }

    /// <summary>What each expected subscription has to add to its own compute.</summary>
    public decimal? FixedShare => Subscriptions > 0 ? FixedCost / Subscriptions : null;

    /// <returns>Null if the plan has no tiers with prices, or nothing that answers calls.</returns>
    public static TierReport? Of(CostReport report, CostContext context)
    {
        var (plan, usage) = (context.Plan, context.Usage);
        var tiers = TierPrice.Of(plan);
        if (tiers is [] || CallCost.Of(report, context) is not { } call)
            return null;
        Check(tiers, usage, plan.Stack);
        var currency = plan.Outputs["currency"]?.ToString() ?? context.Prices.Currency;
        var fixedCost = report.Total - call.Nodes - AnswersOf(report);
        TierLine[] lines =
            [.. tiers.Select(tier => Line(tier, amount => Exchanged(amount, currency, context.Prices), call, fixedCost, usage))];
        var expected = tiers.Where(tier => tier.IsSold).Sum(tier => usage.SubscriptionsOf(tier.Name));
        var earned = lines.Sum(tier => (tier.Price + tier.ExpectedUse) * usage.SubscriptionsOf(tier.Name));
        var margin = earned - lines.Sum(tier => call.Of(tier.ExpectedCalls) * usage.SubscriptionsOf(tier.Name));
        return new(
            call.Of(1_000_000), fixedCost, expected, earned, report.Total,
            margin > 0 ? decimal.Ceiling(fixedCost * expected / margin) : null, context.Prices.RateOf(currency), lines)
        {
            Tokens = call.Tokens,
        };
    }

    // Which calls pay for, as they do for the nodes
    private static decimal AnswersOf(CostReport report) => report.Resources.SelectMany(resource => resource.Lines)
        .Where(line => line.Charge is { Service: "Bandwidth", Meter: "Out to the internet" }).Sum(line => line.Monthly);

    private static TierLine Line(TierPrice tier, Func<decimal, decimal> exchange, CallCost call, decimal fixedCost, UsageAssumptions usage)
    {
        var (quota, expected) = (tier.CallsPerMonth, usage.CallsOf(tier.Name, tier.CallsPerMonth));
        var (price, use) = (exchange(tier.PricePerMonth), exchange(tier.UseOf(expected, usage)));
        var margin = price + use - call.Of(expected);
        decimal? carrying = margin > 0 ? decimal.Ceiling(fixedCost / margin) : null;
        return new(tier.Name, tier.DisplayName, price, quota, call.Of(quota), call.CallsFor(price), expected, carrying)
        {
            ExpectedUse = use,
        };
    }

    private static decimal Exchanged(decimal amount, string currency, PriceTable prices)
        => prices.Exchanged(amount, currency) ?? throw new ReviewException(
            $"The tiers' prices are in {currency}, and the list prices in {prices.Currency}: there is no exchange rate for {currency}. "
            + "Add one, with its source and date, to review/Costs/Prices/exchange-rates.yaml.")
        { ExitCode = ExitCodes.MissingPrice };

    private static void Check(IReadOnlyList<TierPrice> tiers, UsageAssumptions usage, string stack)
    {
        string[] names = [.. tiers.Select(tier => tier.Name)];
        string[] problems = [.. Unknown(UsageKeys.Subscriptions, usage.Subscriptions.Keys), .. Unknown(UsageKeys.Calls, usage.Calls.Keys)];
        if (problems.Length > 0)
            throw new ReviewException(string.Join(Environment.NewLine, problems)) { ExitCode = ExitCodes.FaultyUsage };

        IEnumerable<string> Unknown(string key, IEnumerable<string> given) => given.Except(names).Select(name =>
            $"{UsageReader.Key}.{key}.{name} in Pulumi.{stack}.yaml names no tier; the tiers are {string.Join(", ", names)}.");
    }
}
