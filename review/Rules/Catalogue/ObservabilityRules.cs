using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Monitor.</summary>
internal static class ObservabilityRules
{
    private static readonly string[] Alerts =
        ["monitor:MetricAlert", "monitor:ScheduledQueryRule", "monitor:ActivityLogAlert", "alertsmanagement:PrometheusRuleGroup", "alertsmanagement:SmartDetectorAlertRule"];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.AppInsights.Workspace", Operations, Warning, "Application Insights keeps its data in a workspace", "The classic store is retired, and nothing else can be joined with it")
            { Of = [new("applicationinsights:Component")], Input = "workspaceResourceId", Expected = Expect.Set },
        new InputRule("Azure.AppInsights.LocalAuth", Security, Error, "Application Insights takes telemetry of identities only", "Whoever reads a connection string can forge telemetry")
            { Of = [new("applicationinsights:Component")], Input = "disableLocalAuth", Expected = Expect.True },
        new InputRule("Azure.Log.Replication", Reliability, Warning, "Logs are replicated to a second region", "In a region's outage there is nothing to look at")
            { Of = [new("operationalinsights:Workspace")], Input = "replication.enabled", Expected = Expect.True },
        new InputRule("Azure.Alert.MetricAutoMitigate", Operations, Note, "Metric alerts resolve themselves", "Yesterday's alerts hide today's")
            { Of = [new("monitor:MetricAlert")], Input = "autoMitigate", Expected = Expect.True },
        new InputRule("Azure.Alert.HighFrequencyQuery", Cost, Warning, "Log alerts run every five minutes at most", "Each run is paid for")
            { Of = [new("monitor:ScheduledQueryRule")], Input = "evaluationFrequency", Expected = Expect.NoneOf("PT1M") },
        new PlanRule("Azure.Monitor.ServiceHealth", Reliability, Warning, "Somebody is told of Azure's own outages", "Hours go into an incident that is not ours")
        {
            Violations = plan => plan.OfType("monitor:ActivityLogAlert").Select(InputValue.Of).Any(IsServiceHealth)
                ? []
                : plan.OfType("resources:ResourceGroup").Take(1).Select(group => new Violation(InputValue.Of(group), "an enabled ActivityLogAlert of category 'ServiceHealth'", "none")),
        },
        new PlanRule("Plan.AlertsNotify", Operations, Error, "Every alert tells an action group of the plan", "It fires, and nobody hears")
        {
            Violations = plan => from alert in Alerts.SelectMany(plan.OfType).Select(InputValue.Of)
                                 where !IsRecording(alert) && !alert.Everything.Any(value => value.Text.Contains("/actionGroups/", StringComparison.OrdinalIgnoreCase)
                                     && plan.WithId(value.Text) is not null)
                                 select new Violation(alert.At("actions"), "an ActionGroup of the plan"),
        },
        new PlanRule("Plan.ActionGroupReaches", Operations, Error, "An action group is enabled and reaches somebody", "Every alert that relies on it is lost")
        {
            Violations = plan => from actions in plan.OfType("monitor:ActionGroup").Select(InputValue.Of)
                                 where actions.At("enabled").Is("false")
                                     || !actions.Members.Any(member => member.Path.EndsWith("Receivers", StringComparison.Ordinal) && member.Items.Any())
                                 select new Violation(actions, "to be enabled, with one receiver or more", "nobody"),
        },
        new PlanRule("Plan.Budget", Cost, Warning, "A budget tells somebody before the money is gone", "The invoice is the first to tell")
        {
            Violations = plan => plan.OfType("consumption:Budget").Concat(plan.OfType("costmanagement:Budget")).Select(InputValue.Of).Any(Notifies)
                ? []
                : plan.OfType("resources:ResourceGroup").Take(1).Select(group => new Violation(InputValue.Of(group), "a Budget with an enabled notification that has a contact", "none")),
        },
    ];

    // Prometheus' rules may only compute a series, for others to look at
    private static bool IsRecording(InputValue group)
        => PlanUnderReview.NameOf(group.Resource).EndsWith(":PrometheusRuleGroup", StringComparison.Ordinal) && !group.All("rules[*].alert").Any(alert => alert.IsSet);

    private static bool IsServiceHealth(InputValue alert)
        => !alert.At("enabled").Is("false")
            && alert.All("condition.allOf[*]").Any(condition => condition.At("field").Is("category") && condition.At("equals").Is("ServiceHealth"));

    private static bool Notifies(InputValue budget)
        => budget.At("notifications").Members.Any(notification => notification.At("enabled").IsTrue
            && new[] { "contactEmails", "contactGroups", "contactRoles" }.Any(contacts => notification.At(contacts).Items.Any()));
}
