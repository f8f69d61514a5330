using Platform.Review.Values;

namespace Platform.Review.Plans;

/// <summary>What a resource is in the cloud, whatever the program calls it.</summary>
internal static class CloudIdentity
{
    /// <summary>An Azure id, a Kubernetes kind and name, or, where a type has no name of its own, everything that is asked for.</summary>
    public static string Of(PlannedResource resource) => resource.Type.Split(':')[0] switch
    {
        _ when !resource.Custom => resource.Type,
        "azure-native" => PlannedId.Of(resource) ?? Content(resource),
        "kubernetes" when resource.Inputs["metadata"]?["name"] is { } name =>
            $"{resource.Type} {resource.Inputs["metadata"]!["namespace"]}/{name}",
        _ => Content(resource),
    };

    private static string Content(PlannedResource resource) => $"{resource.Type} {Canonical.Text(resource.Inputs)}";
}
