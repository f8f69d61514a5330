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

    /// <param name="images">Which images are others.</param>
    /// <exception cref="ReviewException">The stack's file has suppressions or assumptions that are not to be understood.</exception>
    public static StackReport Of(StackBefore then, StackNow now, IReadOnlyList<ImageChange> images, TimeProvider time)
    {
        var ((configuration, after, found), (former, before, foundBefore)) = (now, then);
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
