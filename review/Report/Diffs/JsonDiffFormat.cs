using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Report.Costs;
using Platform.Review.Values;

namespace Platform.Review.Report.Diffs;

/// <summary>For programs. A path without <c>before</c> was added, one without <c>after</c> is gone.</summary>
internal sealed class JsonDiffFormat : IDiffFormat
{
    private const int SchemaVersion = 1;

    public string Write(DiffReport report) => new JsonObject
    {
        ["schemaVersion"] = SchemaVersion,
        ["source"] = report.Source.ToString().ToLowerInvariant(),
        ["base"] = report.Base,
        ["notes"] = List(report.Notes, note => note),
        ["stacks"] = List(report.Stacks, diff => Stack(diff, report.CostOf(diff))),
    }.ToJsonString(JsonText.Indented) + "\n";

    /// <summary>The differences of one stack.</summary>
    public static JsonObject Stack(PlanDiff diff, CostComparison? cost)
    {
        var members = new JsonObject
        {
            ["stack"] = diff.Stack,
            ["counts"] = new JsonObject(Enum.GetValues<ChangeKind>().Select(kind
                => KeyValuePair.Create(Phrases.Of(kind), (JsonNode?)diff.Changes.Count(change => change.Kind == kind)))),
            ["unchanged"] = diff.Unchanged,
            ["images"] = List(diff.Images, Image),
            ["changes"] = List(diff.Changes, Change),
            ["outputs"] = List(diff.Outputs, Property),
            ["outputRisks"] = List(diff.OutputRisks, risk => risk.Reason),
        };
        if (cost is not null)
            members["cost"] = JsonCostFormat.Change(cost);
        return members;
    }

    private static JsonObject Image(ImageChange image) => new()
    {
        ["output"] = image.Output,
        ["before"] = image.Before,
        ["after"] = image.After,
        ["files"] = List(image.Files, file => new JsonObject { ["kind"] = Phrases.Of(file.Kind), ["path"] = file.Path }),
    };

    private static JsonObject Change(ResourceChange change)
    {
        var members = new JsonObject
        {
            ["kind"] = Phrases.Of(change.Kind),
            ["path"] = change.Path,
            ["type"] = change.Resource.Type,
            ["component"] = change.Component,
            ["risk"] = change.Risks[0].Kind.ToString().ToLowerInvariant(),
            ["reasons"] = List(change.Risks.Where(risk => risk.Reason.Length > 0), risk => risk.Reason),
        };
        if (change.Move is { } move)
        {
            members["from"] = move.From;
            if (move.Alias is { } alias)
                members["alias"] = alias;
        }

        if (change.Cause is { } cause)
            members["cause"] = cause;
        members["properties"] = List(change.Properties, Property);
        if (change.Inputs.Count > 0)
        {
            members["main"] = List(
                change.Inputs.Where(input => input.IsMain),
                input => new JsonObject { ["path"] = input.Path.Text, ["value"] = input.Value?.DeepClone(), ["name"] = input.Name });
            members["inputs"] = change.Resource.Inputs.DeepClone();
        }

        return members;
    }

    private static JsonObject Property(PropertyChange change)
    {
        var members = new JsonObject { ["path"] = change.Path.Text };
        if (change.Before is not null)
            members["before"] = change.Before.DeepClone();
        if (change.After is not null)
            members["after"] = change.After.DeepClone();
        if (change.Names is not (null, null))
            members["names"] = new JsonArray(change.Names.Before, change.Names.After);
        if (change.Replaces)
            members["replaces"] = true;
        if (change.IsRefused)
            members["refused"] = true;
        return members;
    }

    private static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> node) => new([.. values.Select(node)]);
}
