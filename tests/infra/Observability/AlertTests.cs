using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests.Observability;

public sealed class AlertTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void MetricAlert_InAnyStack_ReachesTheActionGroupAndResolvesByItself(string run)
    {
        var alerts = Stacks[run].All("MetricAlert").ToArray();

        Assert.Equal(15, alerts.Length);
        Assert.All(alerts, alert =>
        {
            Assert.Equal(ActionGroup(Stacks[run]), alert.Text("actions.0.actionGroupId"));
            Assert.Equal(true, alert["autoMitigate"]);
            Assert.NotEmpty(alert.Text("description")!);
            Assert.NotNull(alert.Text("scopes.0"));
        });
    }

    [Fact]
    public void LogAlert_OfTheErrorBudget_ReachesTheActionGroupAndAsksForBothWindows()
    {
        var fast = Prod.One("ScheduledQueryRule", "burn-fast");

        Assert.Equal(ActionGroup(Prod), fast.Text("actions.actionGroups.0"));
        Assert.Contains("ago(1h)", fast.Text("criteria.allOf.0.query"), StringComparison.Ordinal);
        Assert.Contains("ago(5m)", fast.Text("criteria.allOf.0.query"), StringComparison.Ordinal);
        // 14.4 times a budget of one in a thousand
        Assert.Contains("LongRatio >= 0.0144 and ShortRatio >= 0.0144", fast.Text("criteria.allOf.0.query"), StringComparison.Ordinal);
    }

    [Fact]
    public void HealthAlerts_WatchTheSubscriptionAndThePlatformsOwnTypes()
    {
        var service = Prod.One("ActivityLogAlert", "service-health");
        var resource = Prod.One("ActivityLogAlert", "resource-health");

        Assert.Equal(("category", "ServiceHealth"), (service.Text("condition.allOf.0.field"), service.Text("condition.allOf.0.equals")));
        Assert.Equal($"/subscriptions/{Tenant.SubscriptionId}", service.Text("scopes.0"));
        // Nodes come and go: their machines are not among the types
        Assert.Equal("Microsoft.ApiManagement/service", resource.Text("condition.allOf.1.anyOf.0.equals"));
        Assert.All([service, resource], alert => Assert.Equal(ActionGroup(Prod), alert.Text("actions.actionGroups.0.actionGroupId")));
    }

    [Theory]
    [InlineData("alertNodePercent", "nodes-cpu")]
    [InlineData("alertGatewayCapacityPercent", "gateway-capacity")]
    [InlineData("alertGatewayMilliseconds", "gateway-duration")]
    [InlineData("alertFailedRequests", "gateway-failures")]
    [InlineData("alertUnauthorizedRequests", "gateway-unauthorized")]
    [InlineData("alertThrottledRequests", "gateway-throttled")]
    [InlineData("alertVaultMilliseconds", "vault-latency")]
    [InlineData("alertQuotaPercent", "models-quota")]
    [InlineData("alertPendingPods", "pods-pending")]
    [InlineData("alertAvailabilityPercent", "vault-availability")]
    [InlineData("alertAvailabilityPercent", "storage-availability")]
    [InlineData("alertThrottledStorageRequests", "storage-throttled")]
    [InlineData("alertFailedDeployments", "models-deploy-failed")]
    public async Task Threshold_FromASetting_IsTheAlerts(string setting, string alert)
    {
        var run = await StackRun.OfAsync("dev", (setting, "42"));

        Assert.Equal(42.0, Convert.ToDouble(run.One("MetricAlert", alert)["criteria.allOf.0.threshold"]));
    }

    // By way of the budget, whose own test holds it to the action group
    private static string? ActionGroup(StackRun run) => run.One("Budget").Text("notifications.actual-80.contactGroups.0");
}
