using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Values;

namespace Platform.Review.Report.Rules;

/// <summary>
/// SARIF 2.1.0, as GitHub's code scanning reads it. Findings are located where the program declares the resource, or else in the stack's
/// committed plan, and by the resource's path; faulty suppressions in the stack's file.
/// </summary>
internal sealed class SarifRuleFormat : IRuleFormat
{
    public string Write(RuleReport report) => new JsonObject
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = Driver() },
            // So that one stack's upload does not close the alerts of the other
            ["automationDetails"] = new JsonObject { ["id"] = $"platform-check/{report.Stack}/" },
            ["invocations"] = new JsonArray(new JsonObject
            {
                ["executionSuccessful"] = true,
                ["toolConfigurationNotifications"] = new JsonArray([.. report.Faults.Select(fault => Notification(report, fault))]),
            }),
            ["results"] = new JsonArray(
            [
                .. report.Findings.Select(finding => Result(report, finding, null)),
                .. report.Suppressed.Select(each => Result(report, each.Finding, each.By.Reason)),
            ]),
        }),
    }.ToJsonString(JsonText.Indented) + "\n";

    private static JsonObject Driver() => new()
    {
        ["name"] = "platform-check",
        ["rules"] = new JsonArray([.. RuleCatalogue.All.Select(rule => new JsonObject
        {
            ["id"] = rule.Id,
            ["shortDescription"] = Message(rule.What),
            ["fullDescription"] = Message($"{rule.What}. {rule.Why}."),
            ["helpUri"] = rule.Link,
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule) },
            ["properties"] = new JsonObject { ["tags"] = new JsonArray(rule.Pillar.ToString().ToLowerInvariant()) },
        })]),
    };

    private static JsonObject Result(RuleReport report, Finding finding, string? reason)
    {
        var place = finding.Property.Length > 0 ? $"{finding.Resource} {finding.Property}" : finding.Resource;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule.Id,
            ["ruleIndex"] = RuleCatalogue.All.Index().First(each => each.Item == finding.Rule).Index,
            ["level"] = Level(finding.Rule),
            ["message"] = Message($"{place}: found {finding.Found}, expected {finding.Expected}. {finding.Rule.Why}."),
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = Place(
                    report.Sources.GetValueOrDefault(finding.Resource) ?? new(CommittedPlans.FileOf(report.Stack).Replace('\\', '/'), 1)),
                ["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = place, ["kind"] = "resource" }),
            }),
            ["partialFingerprints"] = new JsonObject { ["place/v1"] = Fingerprint($"{finding.Rule.Id} {place}") },
        };
        if (reason is not null)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "external", ["justification"] = reason });
        return result;
    }

    private static JsonObject Place(SourceLine place) => new()
    {
        ["artifactLocation"] = new JsonObject { ["uri"] = place.File },
        ["region"] = new JsonObject { ["startLine"] = place.Line },
    };

    private static JsonObject Notification(RuleReport report, string fault) => new()
    {
        ["level"] = "error",
        ["message"] = Message(fault),
        ["locations"] = new JsonArray(
            new JsonObject { ["physicalLocation"] = Place(new($"Pulumi.{report.Stack}.yaml", report.SuppressionsLine)) }),
    };

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Level(Rule rule) => rule.Severity.ToString().ToLowerInvariant();

    private static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
