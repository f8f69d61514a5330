using Platform.Review.Plans;

namespace Platform.Review.Rules;

/// <summary>Where a plan has what a rule is about: whole resources of a type, or parts of them.</summary>
/// <param name="Type">The type's name within azure-native, or within Kubernetes its kind:
/// <c>containerservice:AgentPool</c>, <c>Deployment</c>.</param>
/// <param name="Path">From the resource's inputs, as <see cref="InputValue.All"/> has it; empty for the resource.</param>
internal sealed record Part(string Type, string Path = "")
{
    public IEnumerable<InputValue> In(PlanUnderReview plan)
        => plan.OfType(Type).SelectMany(resource => InputValue.Of(resource).All(Path)).Where(part => part.Node is not null);
}
