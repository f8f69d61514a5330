using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.Rules;

/// <summary>What the rules say of a plan.</summary>
/// <param name="Findings">That count, the heaviest first, then by resource.</param>
/// <param name="Suppressed">That the stack's file suppresses.</param>
/// <param name="Faults">Suppressions that do not count, in words; each fails the check.</param>
internal sealed record RuleReport(
    string Stack, IReadOnlyList<Finding> Findings, IReadOnlyList<(Finding Finding, Suppression By)> Suppressed,
    IReadOnlyList<string> Faults)
{
    /// <summary>Where the program declares the resources, by path.</summary>
    public IReadOnlyDictionary<string, SourceLine> Sources { get; init; } = new Dictionary<string, SourceLine>();

    /// <summary>The line of the stack's file where the suppressions begin.</summary>
    public int SuppressionsLine { get; init; } = 1;

    /// <summary>Whether anything weighs more than a note.</summary>
    public bool Fails => Faults.Count > 0 || Findings.Any(finding => finding.Rule.Severity > Severity.Note);

    /// <summary>One of <see cref="ExitCodes"/>, the one that has to be mended first.</summary>
    public int ExitCode
        => Faults.Count > 0 ? ExitCodes.FaultySuppression
            : Findings.Any(finding => finding.Rule is TypeRule { Fault: FaultKind.Undefined }) ? ExitCodes.MissingDefinition
            : Fails ? ExitCodes.Failed : 0;

    public static RuleReport Of(Plan plan, IReadOnlyList<Suppression> suppressions, TimeProvider time)
        => Of(plan, In(plan), suppressions, time);

    /// <summary>All that is found, whatever is suppressed: the heaviest first, then by resource.</summary>
    public static IReadOnlyList<Finding> In(Plan plan)
    {
        var under = new PlanUnderReview(plan);
        return
        [
            .. RuleCatalogue.All.SelectMany(rule => rule.Check(under))
                .OrderByDescending(finding => finding.Rule.Severity)
                .ThenBy(finding => finding.Resource, StringComparer.Ordinal)
                .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
        ];
    }

    /// <param name="found">What is found <see cref="In"/> the plan, which may be judged several times.</param>
    public static RuleReport Of(Plan plan, IReadOnlyList<Finding> found, IReadOnlyList<Suppression> suppressions, TimeProvider time)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var faults = suppressions.Select(suppression => Suppressions.FaultOf(suppression, today)).ToArray();
        var sound = suppressions.Where((_, index) => faults[index] is null).ToArray();
        var all = found.Select(finding => (Finding: finding, By: sound.FirstOrDefault(suppression => suppression.Covers(finding))))
            .ToArray();
        return new(
            plan.Stack,
            [.. all.Where(each => each.By is null).Select(each => each.Finding)],
            [.. all.Where(each => each.By is not null).Select(each => (each.Finding, each.By!))],
            [.. faults.OfType<string>().Concat(sound.Where(each => !all.Any(found => found.By == each)).Select(each => Idle(each, plan)))])
        {
            Sources = plan.Sources,
        };
    }

    private static string Idle(Suppression suppression, Plan plan)
        => suppression.Resource is { } place && !plan.Resources.Any(resource => suppression.IsAbout(resource.Path))
            ? $"the suppression of {suppression.Rule} is for {place}, which the plan does not have; correct the path, or take it out"
            : $"the suppression of {suppression.Rule}{(suppression.Resource is { } path ? $" for {path}" : "")} hides nothing; take it out";
}
