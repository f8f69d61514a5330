using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Where a plan departs from Azure's own definitions.</summary>
internal static class TypeFaults
{
    public static IReadOnlyList<TypeFault> In(Plan plan)
        => [.. plan.Resources.Where(resource => resource.Custom && resource.Type.StartsWith("azure-native:", StringComparison.Ordinal))
            .SelectMany(ResourceCheck.Of)];
}
