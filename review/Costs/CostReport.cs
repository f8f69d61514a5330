using Platform.Review.Costs.BreakEven;
using Platform.Review.Costs.Kinds;
using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Usage;
using Platform.Review.Plans;

namespace Platform.Review.Costs;

/// <summary>What a stack costs in a month, estimated from its plan, list prices and assumptions about its use.</summary>
/// <param name="Currency">Of every amount, unless it says otherwise.</param>
/// <param name="Resources">Those that have a price, in the plan's order.</param>
/// <param name="NotPriced">What may cost something and is not in the sum, by name.</param>
/// <param name="Missing">Prices that the table should have and has not; the sum is too small.</param>
/// <param name="Tiers">Null if the plan says nothing of tiers.</param>
internal sealed record CostReport(
    string Stack,
    string Currency,
    IReadOnlyList<ResourceCost> Resources,
    IReadOnlyList<NotPriced> NotPriced,
    IReadOnlyList<MissingPrice> Missing,
    TierReport? Tiers)
{
    /// <summary>The day that prices are held to; null where their age is nobody's concern.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Whether something that is paid for is not in the sum.</summary>
    public bool IsAtLeast => Missing.Count > 0 || NotPriced.Count > 0;

    /// <summary>What the stack may cost in a month, as its budget says; null where it has none.</summary>
    public decimal? Budget { get; init; }

    public bool IsOverBudget => Total > Budget;

    /// <inheritdoc cref="CostComparison.On"/>
    public CostReport On(TimeProvider time) => this with { Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) };

    public decimal Total => Resources.Sum(resource => resource.Monthly);

    /// <summary>The dearest first.</summary>
    public IReadOnlyList<ComponentCost> Components => [.. Resources
        .GroupBy(resource => resource.Component)
        .Select(group => new ComponentCost(group.Key, [.. group.OrderByDescending(resource => resource.Monthly)]))
        .OrderByDescending(component => component.Monthly).ThenBy(component => component.Name, StringComparer.Ordinal)];

    /// <param name="plan">Evaluated just now, or read back from a commit.</param>
    /// <param name="usage">The stack's: <see cref="UsageReader.Read"/>.</param>
    /// <param name="prices">The committed ones, unless given.</param>
    /// <exception cref="ReviewException">The assumptions name a tier that is not there, or the tiers' currency has no rate.</exception>
    public static CostReport Of(Plan plan, UsageAssumptions usage, PriceTable? prices = null)
    {
        prices ??= PriceTable.Committed;
        var context = new CostContext(plan, usage, prices);
        var (resources, notPriced, missing) = (new List<ResourceCost>(), new List<NotPriced>(), new List<MissingPrice>());
        foreach (var resource in plan.AsTyped().Resources.Where(resource => resource.Custom && !BillableKinds.IsFree(resource.Type)))
        {
            if (BillableKinds.Find(resource.Type) is not { } charges)
            {
                notPriced.Add(new(resource.Path, resource.Type, "no prices are known for this kind"));
                continue;
            }

            var lines = new List<CostLine>();
            foreach (var charge in charges(resource, context).Where(charge => charge.Quantity > 0))
            {
                if (prices.Find(charge) is not { } price)
                    missing.Add(new(resource.Path, charge, !prices.Regions.Contains(charge.Region)));
                else if (price.Amount is null)
                    notPriced.Add(new(resource.Path, resource.Type, $"{charge.Name}: {price.Note}"));
                else
                    lines.Add(new(charge, price));
            }

            if (lines.Count > 0)
                resources.Add(new(resource.Path, resource.Type, CloudIdentity.Of(resource), lines));
        }

        var report = new CostReport(plan.Stack, prices.Currency, resources, notPriced, missing, null) { Budget = BudgetOf(context) };
        return report with { Tiers = TierReport.Of(report, context) };
    }

    // Of several, the least is reached first; one of single resources is not the stack's
    private static decimal? BudgetOf(CostContext context) => context.OfType("azure-native:consumption:Budget").Select(InputValue.Of)
        .Where(budget => budget.At("timeGrain").Is("Monthly") && !budget.At("filter.dimensions.name").Is("ResourceId"))
        .Select(budget => budget.At("amount").Number).Min();
}
