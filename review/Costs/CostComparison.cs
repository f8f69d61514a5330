using Platform.Review.Costs.Usage;
using Platform.Review.Plans;

namespace Platform.Review.Costs;

/// <summary>What a change does to the cost of a stack, at the same prices, and with what each side assumes of its use.</summary>
/// <param name="Before">Null if there was no such stack.</param>
/// <param name="Resources">Those whose cost changes, the greatest difference first.</param>
internal sealed record CostComparison(CostReport? Before, CostReport After, IReadOnlyList<CostChange> Resources)
{
    public string Stack => After.Stack;

    public string Currency => After.Currency;

    public decimal Difference => After.Total - (Before?.Total ?? 0);

    /// <summary>The components whose cost changes, the greatest difference first.</summary>
    public IReadOnlyList<CostChange> Components
    {
        get
        {
            var (before, after) = (ByComponent(Before), ByComponent(After));
            return InOrder(before.Keys.Union(after.Keys)
                .Select(name => new CostChange(name, name, Of(before, name), Of(after, name)))
                .Where(change => change.Difference != 0));
        }
    }

    /// <summary>The assumptions that differ, in words: <c>logs: 0.5 → 2 GB/day</c>.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <param name="before">The plan as it was committed, or null if there was none.</param>
    /// <param name="former">What was assumed then; as now, unless given.</param>
    /// <exception cref="ReviewException">As for <see cref="CostReport.Of"/>.</exception>
    public static CostComparison Between(Plan? before, Plan after, UsageAssumptions usage, UsageAssumptions? former = null)
        => Between(before is null ? null : CostReport.Of(before, (former ?? usage).ForTiersOf(before)), CostReport.Of(after, usage)) with
        {
            Assumptions = before is null || former is null ? [] : UsageChanges.Between(former, usage),
        };

    /// <summary>With the age of its prices held to a day.</summary>
    public CostComparison On(TimeProvider time) => this with { After = After.On(time) };

    public static CostComparison Between(CostReport? before, CostReport after)
    {
        var former = (before?.Resources ?? []).ToDictionary(resource => (resource.Path, resource.Type));
        var changes = new List<CostChange>();
        var added = new List<ResourceCost>();
        foreach (var resource in after.Resources)
        {
            if (former.Remove((resource.Path, resource.Type), out var same))
                changes.Add(Change(same, resource));
            else
                added.Add(resource);
        }

        var moved = former.Values.ToLookup(resource => resource.Identity, StringComparer.Ordinal);
        var left = former.Values.ToHashSet<ResourceCost>(ReferenceEqualityComparer.Instance);
        foreach (var resource in added)
        {
            var same = moved[resource.Identity].FirstOrDefault(left.Remove);
            changes.Add(Change(same, resource));
        }

        changes.AddRange(left.Select(resource => Change(resource, null)));
        return new(before, after, InOrder(changes.Where(change => change.Difference != 0)));
    }

    private static CostChange Change(ResourceCost? before, ResourceCost? after)
        => new((after ?? before)!.Path, (after ?? before)!.Component, before?.Monthly, after?.Monthly);

    private static Dictionary<string, decimal> ByComponent(CostReport? report)
        => (report?.Components ?? []).ToDictionary(component => component.Name, component => component.Monthly, StringComparer.Ordinal);

    private static decimal? Of(Dictionary<string, decimal> costs, string name) => costs.TryGetValue(name, out var cost) ? cost : null;

    private static CostChange[] InOrder(IEnumerable<CostChange> changes)
        => [.. changes.OrderByDescending(change => Math.Abs(change.Difference)).ThenBy(change => change.Name, StringComparer.Ordinal)];
}
