using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Holds the resources of a deployment template, which are in Azure's own form, to their definitions.</summary>
internal static class TemplateCheck
{
    // What a template says of a resource beside what the resource is:
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-declaration
    private static readonly string[] _ofTemplates =
    [
        "type", "apiVersion", "name", "comments", "condition", "copy", "dependsOn", "existing", "scope", "resources", "subscriptionId",
        "resourceGroup",
    ];

    public static IEnumerable<TypeFault> Of(PlannedResource deployment)
    {
        var properties = Place.Root.Member("properties").Member("template");
        return deployment.Inputs["properties"]?["template"] switch
        {
            JsonObject template => In(deployment, template, properties),
            JsonValue text when text.TryGetValue<string>(out var json) && Parsed(json) is { } template =>
                In(deployment, template, properties),
            null => [],
            _ => [new(FaultKind.Form, deployment, properties.Path, "what is no template", "an object, or JSON of one")],
        };
    }

    private static JsonObject? Parsed(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<TypeFault> In(PlannedResource deployment, JsonObject template, Place place, string parent = "")
        => template["resources"] switch
        {
            JsonArray list => list.OfType<JsonObject>().Index()
                .SelectMany(each => Resource(deployment, each.Item, place.Member("resources").Item(each.Index), parent)),
            // By symbolic names
            JsonObject named => named.Where(each => each.Value is JsonObject)
                .SelectMany(each => Resource(deployment, (JsonObject)each.Value!, place.Member("resources").Member(each.Key), parent)),
            _ => [],
        };

    private static IEnumerable<TypeFault> Resource(PlannedResource deployment, JsonObject resource, Place place, string parent)
    {
        var (type, version) = ($"{parent}{resource["type"]}", $"{resource["apiVersion"]}");
        if (AzureDefinitions.Find(type, version) is not { } definition)
            return [ResourceCheck.Undefined(deployment, $"{type}@{version}", "a type and version that Azure's types define", place.Path)];
        var check = new TypeCheck(deployment, kind: null, isTemplate: true);
        var given = Given.In(resource, place).Where(each => !_ofTemplates.Contains(each.Name)).ToArray();
        check.Body(definition.Body.Type, place, given);
        var isDeployment = type.Equals("Microsoft.Resources/deployments", StringComparison.OrdinalIgnoreCase);
        var inner = isDeployment && resource["properties"]?["template"] is JsonObject template
            ? In(deployment, template, place.Member("properties").Member("template"))
            : [];
        return check.Faults.Concat(In(deployment, resource, place, $"{type}/")).Concat(inner);
    }
}
