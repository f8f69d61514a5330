namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What a price of the table is called in Azure's list.</summary>
/// <param name="Service">In the list.</param>
/// <param name="Places">The list's regions to ask for it, in turn, until one has it.</param>
/// <param name="Is">Whether an item is the price.</param>
internal sealed record RetailMeter(string Service, IReadOnlyList<string> Places, Predicate<RetailItem> Is)
{
    /// <summary>How many of what the table has a price for an item is of; 1, unless given. The smallest goes before the others.</summary>
    public Func<RetailItem, int> Parts { get; init; } = _ => 1;

    /// <summary>False where the list's free units are the account's, and the table counts each use by itself.</summary>
    public bool HasFreeUnits { get; init; } = true;

    /// <returns>Null if the list has no such price.</returns>
    public RetailPrice? In(IEnumerable<RetailItem> items, string unit)
    {
        var found = items.Where(item => item.Type == "Consumption" && Is(item) && RetailUnits.In(unit, item.UnitOfMeasure) is not null)
            .GroupBy(Parts).MinBy(group => group.Key);
        if (found is null)
            return null;
        PriceStep[] steps =
        [
            .. found.Select(item => Step(item, RetailUnits.In(unit, item.UnitOfMeasure)!.Value, found.Key))
                .Distinct().OrderBy(step => step.From),
        ];
        return steps is [{ From: 0, Price: 0 }, { From: > 0 and var free }, ..]
            ? new(HasFreeUnits ? free : null, [.. steps.Skip(1).Select(step => step with { From = step.From - free })])
            : new(null, steps);
    }

    private static PriceStep Step(RetailItem item, decimal factor, int parts)
        => new(item.TierMinimumUnits / factor, decimal.Round(item.RetailPrice * factor / parts, 9));
}
