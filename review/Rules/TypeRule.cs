using Platform.Review.AzureTypes;
using Platform.Review.Types;

namespace Platform.Review.Rules;

/// <summary>Expects that the plan keeps to published definitions, in one way of all those in which it may not.</summary>
internal sealed record TypeRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required FaultKind Fault { get; init; }

    /// <summary>All faults of the plan, of every kind.</summary>
    public required Func<PlanUnderReview, IReadOnlyList<TypeFault>> Faults { get; init; }

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => Faults(plan).Where(fault => fault.Kind == Fault)
            .Select(fault => new Finding(this, fault.Resource.Path, fault.Path, fault.Given, fault.Allowed));
}
