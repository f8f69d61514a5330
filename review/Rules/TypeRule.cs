using Platform.Review.AzureTypes;

namespace Platform.Review.Rules;

/// <summary>Expects that the plan keeps to Azure's own definitions, in one way of all those in which it may not.</summary>
internal sealed record TypeRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required FaultKind Fault { get; init; }

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => plan.TypeFaults.Where(fault => fault.Kind == Fault)
            .Select(fault => new Finding(this, fault.Resource.Path, fault.Path, fault.Given, fault.Allowed));
}
