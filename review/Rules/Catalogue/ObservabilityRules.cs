using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Where telemetry is kept and shown, and what all of it may cost.</summary>
internal static class ObservabilityRules
{
    public static Rule[] All { get; } =
    [
        new InputRule("Azure.AppInsights.Workspace", Operations, Warning, "Application Insights keeps its data in a workspace",
            "The classic store is retired, and nothing else can be joined with it")
            { Of = [new("applicationinsights:Component")], Input = "workspaceResourceId", Expected = Expect.Set },
        new InputRule("Azure.AppInsights.LocalAuth", Security, Error, "Application Insights takes telemetry of identities only",
            "Whoever reads a connection string can forge telemetry")
            { Of = [new("applicationinsights:Component")], Input = "disableLocalAuth", Expected = Expect.True },
        new InputRule("Azure.Log.Replication", Reliability, Warning, "Logs are replicated to a second region",
            "In a region's outage there is nothing to look at")
            { Of = [new("operationalinsights:Workspace")], Input = "replication.enabled", Expected = Expect.True },
        new InputRule("Plan.Workbook.Name", Operations, Error, "A workbook is named by a GUID", "Azure refuses it")
        {
            Of = [new("applicationinsights:Workbook")], Input = "resourceName",
            Expected = new("a GUID", value => Guid.TryParseExact(value.Text, "D", out _)),
        },
        new InputRule("Plan.Workbook.Document", Operations, Error, "A workbook holds a document that the portal can show",
            "It opens as an error, or empty")
        {
            Of = [new("applicationinsights:Workbook")], Input = "serializedData",
            Expected = new("JSON of version 'Notebook/1.0' with items", IsNotebook),
        },
        new PlanRule("Plan.Budget", Cost, Warning, "A budget tells somebody before the money is gone", "The invoice is the first to tell")
        {
            Violations =
                plan => plan.OfType("consumption:Budget").Concat(plan.OfType("costmanagement:Budget")).Select(InputValue.Of).Any(Notifies)
                ? []
                : plan.OfType("resources:ResourceGroup").Take(1)
                    .Select(
                        group => new Violation(InputValue.Of(group), "a Budget with an enabled notification that has a contact", "none")),
        },
    ];

    private static bool IsNotebook(InputValue document)
    {
        try
        {
            return JsonNode.Parse(document.Text) is JsonObject notebook && (string?)notebook["version"] == "Notebook/1.0"
                && notebook["items"] is JsonArray { Count: > 0 };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Notifies(InputValue budget)
        => budget.At("notifications").Members.Any(notification => notification.At("enabled").IsTrue
            && new[] { "contactEmails", "contactGroups", "contactRoles" }.Any(contacts => notification.At(contacts).Items.Any()));
}
