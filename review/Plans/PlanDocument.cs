using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Evaluation;

namespace Platform.Review.Plans;

/// <summary>A plan as the JSON document that every format but the tree shows.</summary>
internal static class PlanDocument
{
    public static JsonObject Of(Plan plan) => new()
    {
        ["schemaVersion"] = Plan.SchemaVersion,
        ["project"] = plan.Project,
        ["stack"] = plan.Stack,
        ["resources"] = new JsonArray([.. plan.Resources.Select(Resource)]),
        ["outputs"] = plan.Outputs.DeepClone(),
    };

    public static JsonNode? Options(PlannedOptions options)
        => JsonSerializer.SerializeToNode(options, PlannedOptionsJson.Default.PlannedOptions);

    private static JsonObject Resource(PlannedResource resource)
    {
        var members = new JsonObject
        {
            ["path"] = resource.Path,
            ["name"] = resource.Name,
            ["type"] = resource.Type,
            ["custom"] = resource.Custom,
        };
        if (resource.Parent is { } parent)
            members["parent"] = parent;
        members["options"] = Options(resource.Options);
        members["inputs"] = resource.Inputs.DeepClone();
        return members;
    }
}
