using Platform.Review.Types;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What Kubernetes and KEDA publish of their objects.</summary>
internal static class ObjectRules
{
    private const string Refused = "The cluster refuses the object, in the middle of a deployment";

    public static Rule[] All { get; } =
    [
        Of("Property", FaultKind.Unknown, "Kubernetes knows every property that is set",
            "The cluster drops it with a warning that nobody reads"),
        Of("Required", FaultKind.Missing, "Every property that Kubernetes requires is set", Refused),
        Of("Value", FaultKind.Value, "A property of which Kubernetes lists the values has one of them", Refused),
        Of("Form", FaultKind.Form, "A text, a number, a list or an object stands where Kubernetes wants one", Refused),
        Of("Definition", FaultKind.Undefined, "There is a published schema of every object", "Nothing that is set on it is checked"),
    ];

    private static TypeRule Of(string id, FaultKind fault, string what, string why)
        => new($"K8s.Type.{id}", Reliability, Error, what, why)
        {
            Fault = fault,
            Faults = plan => plan.ObjectFaults,
            ReadMore = "https://kubernetes.io/docs/reference/kubernetes-api/",
        };
}
