using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Report.Costs;
using Platform.Review.Report.Diffs;
using Platform.Review.Report.Graphs;
using Platform.Review.Rules;
using Platform.Review.Values;

namespace Platform.Review.Report.Reviews;

/// <summary>For programs: of each stack what <c>diff</c>, <c>check</c>, <c>cost</c> and <c>graph</c> say.</summary>
internal sealed class JsonReviewFormat : IReviewFormat
{
    private const int SchemaVersion = 1;

    public string Write(ReviewReport report) => new JsonObject
    {
        ["schemaVersion"] = SchemaVersion,
        ["base"] = report.Base,
        ["head"] = report.Standing?.Head,
        ["time"] = report.Standing?.Run?.Time.ToString("O", CultureInfo.InvariantCulture),
        ["run"] = report.Standing?.Run?.Address.AbsoluteUri,
        ["stacks"] = List(report.Stacks, Stack),
    }.ToJsonString(JsonText.Indented) + "\n";

    private static JsonObject Stack(StackReport stack)
    {
        var members = JsonDiffFormat.Stack(stack.Diff, cost: null);
        members["rules"] = new JsonObject
        {
            ["counts"] = new JsonObject(Enum.GetValues<Severity>().Reverse().Select(severity => KeyValuePair.Create(
                severity.ToString().ToLowerInvariant(),
                (JsonNode?)stack.Rules.Findings.Count(finding => finding.Rule.Severity == severity)))),
            ["suppressed"] = stack.Rules.Suppressed.Count,
            ["hiddenByThisChange"] = List(stack.Hidden, each => Finding(each.Finding)),
            ["faults"] = List(stack.Rules.Faults, fault => fault),
            ["new"] = List(stack.Findings.New, Finding),
            ["solved"] = List(stack.Findings.Solved, Finding),
        };
        members["cost"] = JsonCostFormat.Change(stack.Cost);
        members["graph"] = new MermaidGraphFormat().Write(stack.After, stack.Diff, withTelemetry: false);
        return members;
    }

    private static JsonObject Finding(Finding finding) => new()
    {
        ["rule"] = finding.Rule.Id,
        ["severity"] = finding.Rule.Severity.ToString().ToLowerInvariant(),
        ["resource"] = finding.Resource,
        ["property"] = finding.Property,
        ["found"] = finding.Found,
        ["expected"] = finding.Expected,
    };

    private static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> node) => new([.. values.Select(node)]);
}
