namespace Platform.Billing.Plans;

/// <summary>Holds a plan to what rating can do exactly.</summary>
internal static class PlanCheck
{
    /// <summary>A price above this, with as many units as a counter holds, would not fit into 128 bits.</summary>
    private const long MaxPricePico = 1_000_000_000_000_000;

    /// <exception cref="PlanException">With every problem of the plan.</exception>
    public static void Require(PlanVersion plan)
    {
        var problems = Problems(plan).ToList();
        if (problems.Count > 0)
            throw new PlanException($"plan '{plan.Plan}' version {plan.Version}: {string.Join("; ", problems)}");
    }

    private static IEnumerable<string> Problems(PlanVersion plan)
    {
        if (plan.Version < 1)
            yield return $"the version is {plan.Version}; versions begin at 1";
        if (plan.Currency is not { Length: 3 } || !plan.Currency.All(char.IsAsciiLetterUpper))
            yield return $"the currency is '{plan.Currency}'; expected three capital letters, as ISO 4217 has them";
        if (plan.FixedMicros < 0)
            yield return $"fixedMicros is {plan.FixedMicros}; expected 0 or more";
        if (plan.Trial is { Days: < 1 or > 366 })
            yield return $"the trial is {plan.Trial.Days} days long; expected 1 to 366";
        if (plan.Trial?.Then == plan.Plan)
            yield return $"the trial goes on as '{plan.Plan}' itself; expected another plan";
        foreach (var twice in plan.Meters.GroupBy(price => price.Meter).Where(group => group.Count() > 1))
            yield return $"meter '{twice.Key.Name}' stands there {twice.Count()} times; expected once";
        foreach (var problem in plan.Meters.SelectMany(Problems))
            yield return problem;
    }

    private static IEnumerable<string> Problems(MeterPrice price)
    {
        var name = price.Meter.Name;
        if (price.Included < 0)
            yield return $"meter '{name}' includes {price.Included}; expected 0 or more";
        if (price.Tiers.Count == 0 || price.Tiers[^1].UpTo is not null)
            yield return $"the last tier of meter '{name}' ends; expected one without upTo, as there is always a next unit";
        var before = 0L;
        foreach (var tier in price.Tiers)
        {
            if (tier.PricePico is < 0 or > MaxPricePico)
                yield return $"a price of meter '{name}' is {tier.PricePico} pico; expected 0 to {MaxPricePico}";
            if (tier.PricePico % price.Meter.PriceStep != 0)
                yield return $"a price of meter '{name}' is {tier.PricePico} pico; expected a multiple of {price.Meter.PriceStep}, as it "
                    + "is counted in that part of its unit";
            if (tier.UpTo is { } end && end <= before)
                yield return $"a tier of meter '{name}' goes up to {end} after one up to {before}; expected ascending ends, none before "
                    + "the last without one";
            before = tier.UpTo ?? long.MaxValue;
        }
    }
}
