using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <summary>Expects that each resource of a type has a child, or a diagnostic setting, that fits.</summary>
internal sealed record ChildRule(string Id, Pillar Pillar, Severity Severity, string What, string Why)
    : Rule(Id, Pillar, Severity, What, Why)
{
    public required Part Of { get; init; }

    public required string Child { get; init; }

    /// <summary>
    /// What is expected of the child, and whether one meets it; the first argument is the resource, the second the child.
    /// </summary>
    public required Func<InputValue, InputValue, bool> Fits { get; init; }

    /// <summary>The fitting child in words.</summary>
    public required string Expected { get; init; }

    public Predicate<InputValue> Where { get; init; } = _ => true;

    public override IEnumerable<Finding> Check(PlanUnderReview plan)
        => from resource in Of.In(plan)
           where Where(resource)
           let children = plan.ChildrenOf(resource.Resource, Child).Select(InputValue.Of).ToArray()
           where !children.Any(child => Fits(resource, child))
           select Found(resource, children is [] ? $"no {Child}" : $"no {Child} that fits, of {children.Length}", Expected);
}
