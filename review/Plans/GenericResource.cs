using System.Text.Json.Nodes;
using Platform.Review.Azure.Kinds;

namespace Platform.Review.Plans;

/// <summary>
/// What a plan declares by the resource that takes any type and version, as the type of its own that it is: rules, prices and
/// pictures know it by that.
/// </summary>
internal static class GenericResource
{
    private const string Generic = "azure-native:resources:Resource";

    public static Plan AsTyped(this Plan plan) => plan with { Resources = [.. plan.Resources.Select(AsTyped)] };

    /// <returns>The same resource where it is none, or of a type that nothing is known of.</returns>
    public static PlannedResource AsTyped(this PlannedResource resource)
    {
        if (resource.Type != Generic
            || $"{resource.Inputs["parentResourcePath"]}".Length > 0
            || KindCatalogue.OfAzureType(
                $"{resource.Inputs["resourceProviderNamespace"]}/{resource.Inputs["resourceType"]}") is not { } own)
            return resource;
        var inputs = new JsonObject();
        foreach (var (name, value) in resource.Inputs.Where(input => input.Key is "location" or "resourceGroupName" or "sku" or "tags")
            .Concat(resource.Inputs["properties"] as JsonObject ?? []))
            inputs[name] = value?.DeepClone();
        inputs[own.NameInput!] = resource.Inputs["resourceName"]?.DeepClone();
        return resource with { Type = own.Type, Inputs = inputs };
    }
}
