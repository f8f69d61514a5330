using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Graph;
using Platform.Review.Graph.Building;
using Platform.Review.Plans;
using Platform.Review.Report.Diffs;

namespace Platform.Review.Report.Graphs;

/// <summary>
/// What the page's script knows. As JSON in a page: the serializer's own encoder, which is in use here, writes <c>&lt;</c> as an escape, so
/// that no text can end the script that it is in.
/// </summary>
internal static class PageData
{
    public static JsonObject Of(ArchitectureGraph graph) => new()
    {
        ["marks"] = new JsonObject(Enum.GetValues<ChangeKind>()
            .Select(kind => KeyValuePair.Create(ChangeMarks.Class(kind), (JsonNode?)ChangeMarks.Of(kind)))),
        ["resources"] = new JsonArray(
        [
            .. graph.Nodes
                .SelectMany(node => node.Resources, (node, resource) => (Path: PathOf(node, resource), Resource: resource, Node: node))
                .OrderBy(each => each.Path, StringComparer.Ordinal)
                .Select(each => Resource(each.Path, each.Resource, each.Node)),
        ]),
    };

    // What is removed may have the path of what is there
    private static string PathOf(GraphNode node, PlannedResource resource)
        => ReferenceEquals(node.Resources[0], resource) ? node.Id : resource.Path;

    private static JsonObject Resource(string path, PlannedResource resource, GraphNode node)
    {
        var members = new JsonObject
        {
            ["path"] = path,
            ["type"] = resource.Type,
            ["kind"] = Look.Of(resource).Label,
            ["component"] = node.Component,
            ["node"] = node.Id,
            ["options"] = PlanDocument.Options(resource.Options),
            ["inputs"] = resource.Inputs.DeepClone(),
        };
        if (PlannedId.Of(resource) is { } id)
            members["id"] = id;
        if (node.ChangeOf(resource) is { } change)
            AddChange(members, change);
        return members;
    }

    private static void AddChange(JsonObject members, ResourceChange change)
    {
        members["change"] = ChangeMarks.Class(change.Kind);
        if (Phrases.Move(change) is { } move)
            members["move"] = move;
        members["properties"] = new JsonArray([.. change.Properties.Select(property => new JsonObject
        {
            ["path"] = $"{property.Path}",
            ["before"] = property.Before?.DeepClone(),
            ["after"] = property.After?.DeepClone(),
            ["replaces"] = property.Replaces,
        })]);
    }
}
