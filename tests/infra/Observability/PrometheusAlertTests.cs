using System.Text.RegularExpressions;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Observability;

public sealed partial class PrometheusAlertTests(Stacks stacks) : PlatformStackTest(stacks)
{
    // Of what kube-state-metrics has, managed Prometheus keeps these among others
    // https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration-minimal
    private static readonly string[] _kept =
    [
        "kube_deployment_spec_replicas", "kube_deployment_status_replicas_available", "kube_horizontalpodautoscaler_spec_max_replicas",
        "kube_horizontalpodautoscaler_spec_min_replicas", "kube_horizontalpodautoscaler_status_current_replicas",
        "kube_node_status_condition", "kube_pod_container_status_restarts_total", "kube_pod_container_status_waiting_reason",
    ];

    [Theory, MemberData(nameof(All))]
    public void Alert_InAnyStack_ReachesTheActionGroupAndResolvesByItself(string run)
    {
        var alerts = Alerts(Stacks[run]).ToArray();

        Assert.Equal(13, alerts.Length);
        Assert.All(alerts, alert =>
        {
            var (group, rule) = alert;
            Assert.Equal(
                Stacks[run].One("Budget").Text("notifications.actual-80.contactGroups.0"), group.Text($"{rule}.actions.0.actionGroupId"));
            Assert.Equal(true, group[$"{rule}.resolveConfiguration.autoResolved"]);
            Assert.NotEmpty(group.Text($"{rule}.annotations.description")!);
            Assert.Equal(Stacks[run].One("AzureMonitorWorkspace").Id, group.Text("scopes.0"));
            Assert.Equal(Stacks[run].One("ManagedCluster").Text("resourceName"), group.Text("clusterName"));
        });
        Assert.Distinct(alerts.Select(alert => alert.Group.Text($"{alert.Rule}.alert")));
    }

    [Fact]
    public void Alert_OfAnyKind_IsAboutSeriesThatThereAre()
        => Assert.All(Alerts(Prod), alert =>
        {
            var expression = alert.Group.Text($"{alert.Rule}.expression")!;
            var series = Series().Matches(expression).Select(match => match.Value).Distinct().ToArray();
            // A day that is known needs none
            Assert.Equal(expression.StartsWith("vector(time()) > ", StringComparison.Ordinal), series.Length == 0);
            Assert.All(series, name => Assert.True(_kept.Contains(name) || ServerPage.Has(name), $"nobody measures {name}"));
        });

    [Theory]
    [InlineData("alertModelMilliseconds", "42", "servers", "ModelSlow", ">= 0.042")]
    [InlineData("alertPodRestarts", "42", "pods", "PodRestarts", "> 42")]
    [InlineData("sloFailuresPerThousand", "10", "servers", "ErrorBudgetBurnsFast", ">= 0.144")]
    [InlineData("sloFailuresPerThousand", "10", "servers", "ErrorBudgetBurnsSlowly", ">= 0.06")]
    // All that fail is the most that can
    [InlineData("sloFailuresPerThousand", "500", "servers", "ErrorBudgetBurnsFast", ">= 1")]
    public async Task Threshold_FromASetting_IsTheAlerts(string setting, string value, string group, string alert, string threshold)
    {
        var run = await StackRun.OfAsync("dev", (setting, value));

        var rule = Alerts(run).Single(each => each.Group.Name == group && each.Group.Text($"{each.Rule}.alert") == alert);
        Assert.EndsWith(threshold, rule.Group.Text($"{rule.Rule}.expression"), StringComparison.Ordinal);
    }

    private static IEnumerable<(Declared Group, string Rule)> Alerts(StackRun run)
        => from rules in run.All("PrometheusRuleGroup")
        from index in Enumerable.Range(0, 40)
        where rules[$"rules.{index}.alert"] is not null
        select (rules, $"rules.{index}");

    [GeneratedRegex(@"\b(?:inference|kube)_\w+")]
    private static partial Regex Series();
}
