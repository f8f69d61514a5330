using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Observability;

namespace Platform.Infra.Tests.Workload;

public sealed class ScalingTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void StableTrack_InAnyStack_ScalesOnCpuAndRequestsInFlight(string run)
    {
        var scaler = Stacks[run].One("ScaledObject");
        var cluster = Stacks[run].One("ManagedCluster").Text("resourceName");

        Assert.Equal("inference", scaler.Text("spec.scaleTargetRef.name"));
        Assert.Equal(("cpu", "Utilization", "70"), Trigger(scaler, 0, "value"));
        Assert.Equal(("prometheus", "AverageValue", "16"), Trigger(scaler, 1, "threshold"));
        Assert.Equal(
            Stacks[run].One("AzureMonitorWorkspace").Answer("metrics.prometheusQueryEndpoint"),
            scaler.Text("spec.triggers.1.metadata.serverAddress"));
        Assert.Equal(
            $"sum(avg_over_time(inference_requests_in_flight{{cluster=\"{cluster}\",track=\"stable\"}}[1m]))",
            scaler.Text("spec.triggers.1.metadata.query"));
        Assert.Contains("inference_requests_in_flight", ServerPage.Names);
    }

    [Theory, MemberData(nameof(All))]
    public void Scaler_AskingForMetrics_IsAnIdentityThatMayReadThemAndNothingElse(string run)
    {
        var stack = Stacks[run];
        var authentication = stack.One("TriggerAuthentication");

        Assert.Equal(authentication.Text("metadata.name"), stack.One("ScaledObject").Text("spec.triggers.1.authenticationRef.name"));
        var identity = stack.One("UserAssignedIdentity", "scaler");
        Assert.Equal(
            ("azure-workload", identity.Answer("clientId")),
            (authentication.Text("spec.podIdentity.provider"), authentication.Text("spec.podIdentity.identityId")));
        Assert.Equal(
            "system:serviceaccount:kube-system:keda-operator",
            stack.One("FederatedIdentityCredential", "scaler-federation").Text("subject"));
        var grant = Assert.Single(stack.All("RoleAssignment"), grant => grant.Text("principalId") == identity.Answer("principalId"));
        Assert.EndsWith("/b0d8363b-8ddd-447d-831f-62ca05bff136", grant.Text("roleDefinitionId"), StringComparison.Ordinal);
        Assert.Equal(stack.One("AzureMonitorWorkspace").Id, grant.Text("scope"));
    }

    [Fact]
    public async Task Scaling_OfAStackFile_IsAsItSays()
    {
        var run = await StackRun.OfAsync(
            "dev", ("workloadScaleCpuPercent", "55"), ("workloadScaleInFlight", "9"), ("workloadReplicasMin", "4"),
            ("workloadReplicasMax", "8"));
        var scaler = run.One("ScaledObject");

        Assert.Equal(("55", "9"), (Trigger(scaler, 0, "value").Target, Trigger(scaler, 1, "threshold").Target));
        Assert.Equal((4.0, 8.0), (Convert.ToDouble(scaler["spec.minReplicaCount"]), Convert.ToDouble(scaler["spec.maxReplicaCount"])));
    }

    [Fact]
    public async Task Canary_OfAnyWeight_HasNoScalerOfItsOwn()
    {
        var run = await StackRun.OfAsync("prod", ("workloadCanaryPercent", "10"), ("workloadStableTag", "0123456789ab"));

        Assert.Equal("inference", run.One("ScaledObject").Text("spec.scaleTargetRef.name"));
    }

    private static (string? Type, string? Metric, string? Target) Trigger(Declared scaler, int index, string target)
        => (
            scaler.Text($"spec.triggers.{index}.type"), scaler.Text($"spec.triggers.{index}.metricType"),
            scaler.Text($"spec.triggers.{index}.metadata.{target}"));
}
