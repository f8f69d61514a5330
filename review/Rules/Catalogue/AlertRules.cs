using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Who is told of what, and whether it is told again when it is over.</summary>
internal static class AlertRules
{
    private const string RuleGroup = "alertsmanagement:PrometheusRuleGroup";
    private const string WebTest = "applicationinsights:WebTest";

    private static readonly string[] _alerts =
        ["monitor:MetricAlert", "monitor:ScheduledQueryRule", "monitor:ActivityLogAlert", "alertsmanagement:SmartDetectorAlertRule"];

    public static Rule[] All { get; } =
    [
        new InputRule("Azure.Alert.MetricAutoMitigate", Operations, Note, "Metric alerts resolve themselves",
            "Yesterday's alerts hide today's")
            { Of = [new("monitor:MetricAlert")], Input = "autoMitigate", Expected = Expect.True },
        new PlanRule("Plan.PrometheusAlertResolves", Operations, Note, "Alerts on Prometheus' metrics resolve themselves",
            "Yesterday's alerts hide today's")
        {
            Violations = plan => from alert in PrometheusAlerts(plan)
                                 let resolved = alert.At("resolveConfiguration.autoResolved")
                                 where !resolved.IsTrue
                                 select new Violation(resolved, "'true'"),
        },
        new InputRule("Azure.Alert.HighFrequencyQuery", Cost, Warning, "Log alerts run every five minutes at most", "Each run is paid for")
            { Of = [new("monitor:ScheduledQueryRule")], Input = "evaluationFrequency", Expected = Expect.NoneOf("PT1M") },
        new InputRule("Plan.LogAlert.Validation", Operations, Error, "Log alerts are not validated when they are made",
            "A table comes with its first row, and until then Azure refuses the alert, and with it the first deployment")
        {
            Of = [new("monitor:ScheduledQueryRule")], Input = "skipQueryValidation", Expected = Expect.True,
            ReadMore = "https://learn.microsoft.com/rest/api/monitor/scheduled-query-rules/create-or-update",
        },
        new PlanRule("Azure.Monitor.ServiceHealth", Reliability, Warning, "Somebody is told of Azure's own outages",
            "Hours go into an incident that is not ours")
        {
            Violations = plan => plan.OfType("monitor:ActivityLogAlert").Select(InputValue.Of).Any(IsServiceHealth)
                ? []
                : plan.OfType("resources:ResourceGroup").Take(1)
                    .Select(
                        group => new Violation(InputValue.Of(group), "an enabled ActivityLogAlert of category 'ServiceHealth'", "none")),
        },
        new PlanRule("Plan.AlertsNotify", Operations, Error, "Every alert tells an action group of the plan", "It fires, and nobody hears")
        {
            Violations = plan => from alert in _alerts.SelectMany(plan.OfType).Select(InputValue.Of).Concat(PrometheusAlerts(plan))
                                 where !alert.Everything.Any(value => value.Text.Contains(
                                     "/actionGroups/", StringComparison.OrdinalIgnoreCase)
                                     && plan.WithId(value.Text) is not null)
                                 select new Violation(alert.At("actions"), "an ActionGroup of the plan"),
        },
        new PlanRule("Plan.ActionGroupReaches", Operations, Error, "An action group is enabled and reaches somebody",
            "Every alert that relies on it is lost")
        {
            Violations = plan => from actions in plan.OfType("monitor:ActionGroup").Select(InputValue.Of)
                                 where actions.At("enabled").Is("false")
                                     || !actions.Members.Any(
                                         member => member.Path.EndsWith("Receivers", StringComparison.Ordinal) && member.Items.Any())
                                 select new Violation(actions, "to be enabled, with one receiver or more", "nobody"),
        },
        new InputRule("Plan.WebTest.Tls", Security, Warning, "An availability test checks the certificate",
            "It runs out, and callers are the first to know")
            { Of = [new(WebTest)], Input = "validationRules.sSLCheck", Expected = Expect.True },
        new InputRule("Plan.WebTest.Url", Security, Error, "An availability test calls over TLS",
            "It proves what callers do not use, and shows it to everybody on the way")
        {
            Of = [new(WebTest)], Input = "request.requestUrl",
            Expected = Expect.Matching("^https://", "an address that begins with 'https://'"),
        },
        new PlanRule("Plan.WebTest.Alert", Operations, Warning, "An availability test has an alert", "It fails, and nobody looks")
        {
            Violations = plan => from test in plan.OfType(WebTest)
                                 where !plan.OfType("monitor:MetricAlert")
                                     .Any(alert => InputValue.Of(alert).At("criteria.webTestId").Is(plan.IdOf(test)))
                                 select new Violation(InputValue.Of(test), "a MetricAlert on it", "none"),
        },
    ];

    // A group's other rules only compute a series, for others to look at
    private static IEnumerable<InputValue> PrometheusAlerts(PlanUnderReview plan)
        => plan.OfType(RuleGroup).SelectMany(group => InputValue.Of(group).All("rules[*]")).Where(rule => rule.At("alert").IsSet);

    private static bool IsServiceHealth(InputValue alert)
        => !alert.At("enabled").Is("false")
            && alert.All("condition.allOf[*]")
                .Any(condition => condition.At("field").Is("category") && condition.At("equals").Is("ServiceHealth"));
}
