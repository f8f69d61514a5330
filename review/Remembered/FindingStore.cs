using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Remembered;

/// <summary>What the rules found before: it follows from the plan alone.</summary>
internal static class FindingStore
{
    private static readonly Lazy<Dictionary<string, Rule>> _rules =
        new(() => RuleCatalogue.All.ToDictionary(rule => rule.Id, StringComparer.Ordinal));

    /// <inheritdoc cref="RuleReport.In"/>
    public static Task<IReadOnlyList<Finding>> FindingsAsync(this Store store, Plan plan) => store.OfAsync(
        ["findings", PlanDocument.Of(plan).ToJsonString()],
        () => Task.FromResult(RuleReport.In(plan)),
        findings => new JsonArray([.. findings.Select(Write)]),
        document => [.. document.AsArray().Select(Read)]);

    private static JsonNode Write(Finding finding)
        => new JsonArray(finding.Rule.Id, finding.Resource, finding.Property, finding.Found, finding.Expected);

    private static Finding Read(JsonNode? finding)
        => new(_rules.Value[Text(finding, 0)], Text(finding, 1), Text(finding, 2), Text(finding, 3), Text(finding, 4));

    private static string Text(JsonNode? finding, int index) => (string)finding![index]!;
}
