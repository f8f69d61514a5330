namespace Platform.Review.Rules;

/// <summary>A rule that needs more of the plan than one input: it says itself where it does not hold.</summary>
internal sealed record PlanRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required Func<PlanUnderReview, IEnumerable<Violation>> Violations { get; init; }

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => Violations(plan).Select(violation => Found(violation.At, violation.Found ?? violation.At.Quoted, violation.Expected));
}
