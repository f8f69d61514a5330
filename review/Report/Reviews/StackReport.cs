using Platform.Review.Costs;
using Platform.Review.Costs.Usage;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Report.Reviews;

/// <summary>All that a reviewer wants to know of a stack, from one evaluation.</summary>
/// <param name="After">As committed.</param>
/// <param name="Rules">Of the plan as it would be.</param>
/// <param name="Findings">What of these is due to the change; both sides judged with the base's suppressions.</param>
internal sealed record StackReport(Plan After, PlanDiff Diff, RuleReport Rules, FindingChanges Findings, CostComparison Cost)
{
    public string Stack => After.Stack;

    /// <summary>What is suppressed by what the base does not have: the change hides it from the rules itself.</summary>
    public IReadOnlyList<(Finding Finding, Suppression By)> Hidden { get; init; } = [];

    /// <param name="before">The plan as it was committed, or null if there was none.</param>
    /// <param name="after">The plan as it would be committed.</param>
    /// <param name="former">The stack's file as it was, or null if there was none.</param>
    /// <param name="images">Which images are others.</param>
    /// <param name="found">What the rules find in the plan.</param>
    /// <param name="foundBefore">What they find in the former one; null if there was none.</param>
    /// <exception cref="ReviewException">The stack's file has suppressions or assumptions that are not to be understood.</exception>
    public static StackReport Of(
        StackConfiguration configuration, Plan? before, Plan after, StackConfiguration? former, IReadOnlyList<ImageChange> images,
        IReadOnlyList<Finding> found, IReadOnlyList<Finding>? foundBefore, TimeProvider time)
    {
        var suppressions = Suppressions.Of(configuration);
        var usage = UsageReader.Read(configuration);
        var known = former is null ? [] : Suppressions.Of(former);
        var rules = RuleReport.Of(after, found, suppressions, time);
        return new(
            after,
            PlanDiff.Between(before, after, images),
            rules,
            FindingChanges.Between(
                foundBefore is null ? null : RuleReport.Of(before!, foundBefore, known, time), RuleReport.Of(after, found, known, time)),
            CostComparison.Between(before, after, usage, former is null ? null : UsageReader.Read(former)).On(time))
        {
            Hidden = [.. rules.Suppressed.Where(each => !known.Contains(each.By))],
        };
    }
}
