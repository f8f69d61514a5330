using System.Text.Json.Nodes;
using Platform.Review.Rules;
using Platform.Review.Values;

namespace Platform.Review.Report.Rules;

/// <summary>For programs.</summary>
internal sealed class JsonRuleFormat : IRuleFormat
{
    public string Write(RuleReport report) => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["stack"] = report.Stack,
        ["fails"] = report.Fails,
        ["findings"] = new JsonArray([.. report.Findings.Select(Node)]),
        ["suppressed"] = new JsonArray([.. report.Suppressed.Select(each => With(Node(each.Finding), "reason", each.By.Reason!))]),
        ["faults"] = new JsonArray([.. report.Faults.Select(fault => JsonValue.Create(fault))]),
    }.ToJsonString(JsonText.Indented) + "\n";

    private static JsonObject Node(Finding finding) => new()
    {
        ["rule"] = finding.Rule.Id,
        ["severity"] = finding.Rule.Severity.ToString().ToLowerInvariant(),
        ["pillar"] = finding.Rule.Pillar.ToString().ToLowerInvariant(),
        ["resource"] = finding.Resource,
        ["property"] = finding.Property,
        ["found"] = finding.Found,
        ["expected"] = finding.Expected,
        ["what"] = finding.Rule.What,
        ["why"] = finding.Rule.Why,
        ["link"] = finding.Rule.Link,
    };

    private static JsonObject With(JsonObject node, string name, string value)
    {
        node[name] = value;
        return node;
    }
}
