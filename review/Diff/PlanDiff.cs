using Platform.Review.Costs;
using Platform.Review.Diff.Matching;
using Platform.Review.Diff.Risks;
using Platform.Review.Diff.Values;
using Platform.Review.Plans;

namespace Platform.Review.Diff;

/// <summary>What a change of the program does to a stack in the cloud.</summary>
/// <param name="Changes">Most serious first, then by kind and path.</param>
/// <param name="Outputs">What differs among the stack's outputs.</param>
internal sealed record PlanDiff(string Stack, IReadOnlyList<ResourceChange> Changes, IReadOnlyList<PropertyChange> Outputs)
{
    /// <summary>What that does to the cost; null where it was not reckoned, as with previews, which do not have whole plans.</summary>
    public CostComparison? Cost { get; init; }

    public bool IsEmpty => Changes.Count == 0 && Outputs.Count == 0;

    /// <param name="before">The plan as it was committed, or null if there was none.</param>
    /// <param name="after">The plan as it would be committed.</param>
    public static PlanDiff Between(Plan? before, Plan after)
    {
        before ??= after with { Resources = [], Outputs = [] };
        var matches = ResourceMatches.Between(before, after);
        var comparison = new ResourceComparison(matches, new Urns(before), new Urns(after));
        var changes = matches.Both.Select(comparison.Compare).OfType<ResourceChange>()
            .Concat(
                matches.Removed.Where(resource => resource.Custom)
                    .Select(resource => new ResourceChange(ChangeKind.Removed, resource, null, [], null)))
            .Concat(
                matches.Added.Where(resource => resource.Custom)
                    .Select(resource => new ResourceChange(ChangeKind.Added, null, resource, [], null)));
        return Of(after.Stack, changes, [.. ValueDiff.Between(PropertyPath.Root, before.Outputs, after.Outputs)]);
    }

    /// <param name="changes">In any order, without their risks.</param>
    public static PlanDiff Of(string stack, IEnumerable<ResourceChange> changes, IReadOnlyList<PropertyChange> outputs)
        => new(stack, InOrder(changes.Select(change => change with { Risks = RiskRules.Of(change) })), outputs);

    private static ResourceChange[] InOrder(IEnumerable<ResourceChange> changes)
        => [.. changes.OrderBy(change => change.Risks[0].Kind).ThenBy(change => change.Kind)
            .ThenBy(change => change.Path, StringComparer.Ordinal)];
}
