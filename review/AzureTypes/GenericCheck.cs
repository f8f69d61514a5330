using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Holds a <c>resources:Resource</c>, which is in Azure's own form and says its type and version itself.</summary>
internal static class GenericCheck
{
    private static readonly string[] _where =
        ["resourceGroupName", "resourceProviderNamespace", "parentResourcePath", "resourceType", "resourceName", "apiVersion"];

    public static IEnumerable<TypeFault> Of(PlannedResource resource)
    {
        var (type, version) = (TypeOf(resource.Inputs), $"{resource.Inputs["apiVersion"]}");
        if (version.Length == 0)
            return [ResourceCheck.Undefined(resource, Quoted.Nothing, "the API version that the resource is written for", "apiVersion")];
        if (AzureDefinitions.Find(type, version) is not { } definition)
            return [ResourceCheck.Undefined(resource, $"{type}@{version}", "a type and version that Azure's types define")];
        var check = new TypeCheck(resource, kind: null);
        var given = Given.In(resource.Inputs, Place.Root).Where(each => !_where.Contains(each.Name));
        check.Body(definition.Body.Type, Place.Root, [.. given]);
        return check.Faults;
    }

    // A parent's path has names in it: service/apim
    private static string TypeOf(JsonObject inputs)
    {
        var parents = $"{inputs["parentResourcePath"]}".Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Where((_, index) => index % 2 == 0);
        return string.Join('/', [$"{inputs["resourceProviderNamespace"]}", .. parents, $"{inputs["resourceType"]}"]);
    }
}
