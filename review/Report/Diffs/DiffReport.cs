using Platform.Review.Costs;
using Platform.Review.Diff;

namespace Platform.Review.Report.Diffs;

/// <param name="Base">What the stacks were compared with, in words.</param>
internal sealed record DiffReport(string Base, IReadOnlyList<PlanDiff> Stacks)
{
    /// <summary>
    /// What the changes do to the cost; of none where it was not reckoned, as with previews, which do not have whole plans.
    /// </summary>
    public IReadOnlyList<CostComparison> Costs { get; init; } = [];

    public DiffSource Source { get; init; }

    /// <summary>What the reader should know besides, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public CostComparison? CostOf(PlanDiff diff) => Costs.SingleOrDefault(cost => cost.Stack == diff.Stack);
}
