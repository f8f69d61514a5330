using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.KubernetesTypes;

/// <summary>Where a plan's objects depart from what Kubernetes and KEDA publish of them.</summary>
internal static class ObjectFaults
{
    private const string Kubernetes = "kubernetes:";

    public static IReadOnlyList<TypeFault> In(Plan plan)
        => [.. plan.Resources.Where(resource => resource.Custom && resource.Type.StartsWith(Kubernetes, StringComparison.Ordinal))
            .SelectMany(Of)];

    public static IReadOnlyList<TypeFault> Of(PlannedResource resource)
    {
        // Pulumi has a name for the group that has none
        var kind = resource.Type[Kubernetes.Length..].Replace("core/", "", StringComparison.Ordinal);
        if (!ObjectSchemas.All.Kinds.TryGetValue(kind, out var type))
            return [new(FaultKind.Undefined, resource, "", kind, $"a kind of {ObjectSchemas.File}")];
        var check = new ObjectCheck(resource);
        check.Value(type, Place.Root, resource.Inputs);
        return check.Faults;
    }
}
