using Platform.Review.Rules;

namespace Platform.Review.Report.Reviews;

/// <summary>What a change does to the findings of the rules.</summary>
/// <param name="New">That the base has not.</param>
/// <param name="Solved">That only the base has.</param>
internal sealed record FindingChanges(IReadOnlyList<Finding> New, IReadOnlyList<Finding> Solved)
{
    public static FindingChanges Between(RuleReport? before, RuleReport after)
    {
        var (former, present) = (Keys(before?.Findings ?? []), Keys(after.Findings));
        return new(
            [.. after.Findings.Where(finding => !former.Contains(Key(finding)))],
            [.. (before?.Findings ?? []).Where(finding => !present.Contains(Key(finding)))]);
    }

    private static HashSet<(string, string, string)> Keys(IEnumerable<Finding> findings) => [.. findings.Select(Key)];

    private static (string, string, string) Key(Finding finding) => (finding.Rule.Id, finding.Resource, finding.Property);
}
