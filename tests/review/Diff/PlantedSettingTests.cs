using System.Text.RegularExpressions;
using Platform.Review.Diff;

namespace Platform.Review.Tests.Diff;

/// <summary>A change of a setting, through the real program.</summary>
public sealed partial class PlantedSettingTests
{
    [Theory]
    [InlineData("dev", "clusterUserNodeSize", "Standard_D8ds_v5", "replaced platform/cluster/user-pool agentPoolName! vmSize!")]
    [InlineData("dev", "clusterUserNodesMax", "7", "changed platform/cluster/user-pool maxCount")]
    [InlineData(
        "dev", "clusterSpotNodesMax", "3", "added platform/cluster/spot-pool", "changed platform/cluster/aks autoScalerProfile.expander",
        "added platform/cluster/pool-priorities")]
    [InlineData("dev", "clusterGpuNodesMax", "1", "added platform/cluster/gpu-pool")]
    [InlineData("dev", "clusterImageCleanHours", "24", "changed platform/cluster/aks securityProfile.imageCleaner.intervalHours")]
    [InlineData("dev", "clusterSystemNodesMax", "4", "changed platform/cluster/aks agentPoolProfiles[name=system].maxCount")]
    [InlineData("dev", "clusterSystemNodesMin", "2", "changed platform/cluster/aks agentPoolProfiles[name=system].minCount")]
    [InlineData("dev", "clusterTier", "Standard", "changed platform/cluster/aks metricsProfile.costAnalysis.enabled sku.tier")]
    [InlineData("dev", "clusterAuthorizedRanges", "[\"203.0.113.0/24\"]",
        "changed platform/cluster/aks apiServerAccessProfile.authorizedIPRanges")]
    [InlineData("dev", "gatewayPublisherName", "Another", "changed platform/gateway/service publisherName")]
    [InlineData("dev", "gatewayPublisherEmail", "other@example.com", "changed platform/gateway/service publisherEmail")]
    [InlineData("dev", "gatewayCurrency", "USD", "changed platform/gateway/tier-premium/tier-premium description",
        "changed platform/gateway/tier-standard/tier-standard description", "replaced platform/billing/billing-plans "
        + "data[\"plans.json\"][0].currency! data[\"plans.json\"][1].currency! data[\"plans.json\"][2].currency! "
        + "data[\"plans.json\"][3].currency! data[\"plans.json\"][4].currency!",
        "changed platform/gateway/tier-metered/tier-metered description")]
    [InlineData("prod", "gatewayUnits", "6", "changed platform/gateway/service sku.capacity")]
    [InlineData("dev", "registryRetentionDays", "181")]
    [InlineData("prod", "registryRetentionDays", "181", "changed platform/registry/registry policies.retentionPolicy.days")]
    [InlineData(
        "dev", "secretsSoftDeleteDays", "8",
        "changed platform/machine-learning/machine-learning-vault properties.softDeleteRetentionInDays×",
        "changed platform/secrets/vault properties.softDeleteRetentionInDays×")]
    [InlineData(
        "dev", "storageRedundancy", "zrs", "changed platform/storage/account sku.name×", "changed platform/usage/usage-account sku.name×")]
    [InlineData("dev", "logDailyCapGigabytes", "2", "changed platform/observability/logs workspaceCapping.dailyQuotaGb")]
    [InlineData("dev", "budgetMonthly", "401", "changed platform/observability/stack-budget amount")]
    [InlineData("dev", "clusterSystemNodeSize", "Standard_D4ds_v5", "changed platform/cluster/aks agentPoolProfiles[name=system].vmSize×")]
    [InlineData("dev", "clusterUserNodesMin", "2", "changed platform/cluster/user-pool minCount")]
    [InlineData(
        "dev", "registrySku", "Premium", "replaced platform/registry/registry dataEndpointEnabled policies sku.name zoneRedundancy!")]
    [InlineData(
        "prod", "registryReplicas", "[\"northeurope\",\"uksouth\"]",
        "added platform/registry/replica-uksouth", "changed platform/registry/endpoint-registry options.dependsOn[]")]
    [InlineData(
        "dev", "secretsPurgeProtection", "true",
        "changed platform/machine-learning/machine-learning-vault properties.enablePurgeProtection",
        "changed platform/secrets/vault properties.enablePurgeProtection")]
    [InlineData("dev", "logRetentionDays", "31", "changed platform/observability/logs retentionInDays")]
    [InlineData(
        "dev", "trainingNodeSize", "Standard_D4ds_v5",
        "replaced platform/machine-learning/training computeName! properties.properties.vmSize!",
        "changed platform/machine-learning/batch-scoring/batch-onnx properties.compute",
        "changed platform/machine-learning/retraining/retraining properties.action.jobDefinition.settings.default_compute")]
    [InlineData("dev", "trainingNodesMax", "2",
        "changed platform/machine-learning/training properties.properties.scaleSettings.maxNodeCount")]
    [InlineData("dev", "trainingIdleMinutes", "11",
        "changed platform/machine-learning/training properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown")]
    [InlineData("dev", "workloadReplicasMin", "2", "changed platform/workload/stable/autoscaler spec.minReplicaCount")]
    [InlineData("dev", "gatewaySamplingPercent", "50", "changed platform/gateway/telemetry/diagnostic sampling.percentage")]
    [InlineData("dev", "gatewayMaxBodyMebibytes", "32", "changed platform/gateway/inference-api/fragment-body-limit value",
        "changed platform/workload/stable/deployment "
        + "spec.template.spec.containers[name=server].env[name=Limits__MaxRequestBodyBytes].value")]
    [InlineData(
        "dev", "gatewayAllowedOrigins", "[\"https://app.example.com\"]", "changed platform/gateway/global-policy/fragment-cors value")]
    [InlineData("dev", "alertGatewayCapacityPercent", "76",
        "changed platform/alerts/metrics/gateway-capacity criteria.allOf[name=gateway-capacity].threshold")]
    [InlineData("dev", "alertGatewayMilliseconds", "1001",
        "changed platform/alerts/metrics/gateway-duration criteria.allOf[name=gateway-duration].threshold")]
    [InlineData("dev", "alertFailedRequests", "11",
        "changed platform/alerts/metrics/gateway-failures criteria.allOf[name=gateway-failures].threshold")]
    [InlineData("dev", "alertUnauthorizedRequests", "101",
        "changed platform/alerts/metrics/gateway-unauthorized criteria.allOf[name=gateway-unauthorized].threshold")]
    [InlineData("dev", "alertThrottledRequests", "501",
        "changed platform/alerts/metrics/gateway-throttled criteria.allOf[name=gateway-throttled].threshold")]
    [InlineData("dev", "alertVaultMilliseconds", "1001",
        "changed platform/alerts/metrics/vault-latency criteria.allOf[name=vault-latency].threshold")]
    [InlineData(
        "dev", "alertQuotaPercent", "81", "changed platform/alerts/metrics/models-quota criteria.allOf[name=models-quota].threshold")]
    [InlineData(
        "dev",
        "alertNodePercent",
        "86",
        "changed platform/alerts/metrics/nodes-cpu criteria.allOf[name=nodes-cpu].threshold",
        "changed platform/alerts/metrics/nodes-memory criteria.allOf[name=nodes-memory].threshold")]
    [InlineData(
        "dev",
        "alertEmails",
        "[\"other@example.com\"]",
        "changed platform/billing/billing-budget notifications.forecast-100.contactEmails[]",
        "changed platform/observability/alerts emailReceivers[name=email-1].emailAddress",
        "changed platform/observability/stack-budget notifications.actual-100.contactEmails[] notifications.actual-80.contactEmails[] "
        + "notifications.forecast-100.contactEmails[]")]
    [InlineData(
        "dev",
        "clusterZones",
        "[\"1\",\"2\"]",
        "changed platform/cluster/aks agentPoolProfiles[name=system].availabilityZones×",
        "replaced platform/cluster/user-pool agentPoolName! availabilityZones×")]
    [InlineData(
        "dev",
        "storageSoftDeleteDays",
        "8",
        "changed platform/storage/blobs containerDeleteRetentionPolicy.days deleteRetentionPolicy.days",
        "changed platform/storage/files shareDeleteRetentionPolicy.days")]
    [InlineData(
        "dev",
        "storageVersionCoolDays",
        "31",
        "changed platform/storage/lifecycle "
        + "policy.rules[name=expire-old-versions].definition.actions.version.tierToCool.daysAfterCreationGreaterThan")]
    [InlineData(
        "dev", "certificateRenewalDays", "30", "changed platform/certificates/billing earlyRenewalHours",
        "changed platform/certificates/server earlyRenewalHours")]
    [InlineData("dev", "defenderPlans", "[\"Arm\"]", "added platform/security/defender-arm")]
    [InlineData("dev", "budgetStart", "2026-12-01")]
    [InlineData("dev", "endpointGreenPercent", "0")]
    public async Task Between_SettingChanged_ShowsWhereItGoes(string stack, string key, string value, params string[] expected)
    {
        var (before, after) = (await Planted.StackAsync(stack), await Planted.StackAsync(stack, (key, value)));

        Assert.Equal(expected, PlanDiff.Between(before, after).Lines());
    }

    [Fact]
    public async Task Between_EndpointsInstancesChanged_ShowsWhereTheEndpointIs()
    {
        var before = await Planted.StackAsync("prod", ("endpointEnabled", "true"));
        var after = await Planted.StackAsync("prod", ("endpointEnabled", "true"), ("endpointInstancesMax", "7"));

        Assert.Equal(
            ["changed platform/machine-learning/online-endpoint/scale-blue profiles[name=by-cpu].capacity.maximum"],
            PlanDiff.Between(before, after).Lines());
    }

    // Without the hashes that names end with
    [Fact]
    public async Task Between_AnotherModelTrained_ShowsInTheTrainingAlone()
    {
        var after = await Planted.StackAsync("dev", ("retrainingModel", "bank"));

        var lines = PlanDiff.Between(await Planted.StackAsync("dev"), after).Lines()
            .Select(line => HashAtTheEnd().Replace(string.Join(' ', line.Split(' ')[..2]), ""));

        string[] steps = ["compare", "evaluate", "explain", "package", "prepare", "publish", "sweep", "train"];
        string[] expected =
        [
            "changed platform/machine-learning/retraining/retraining",
            .. steps.SelectMany(step => new[] { "added", "removed" }.Select(
                change => $"{change} platform/machine-learning/retraining/step-{step}")),
            "added platform/machine-learning/training-assets/code-training",
            "removed platform/machine-learning/training-assets/code-training",
            "removed platform/machine-learning/training-assets/data-iris",
            "removed platform/machine-learning/training-assets/table-iris",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    // What is everywhere, shows everywhere, and there alone.
    [Fact]
    public async Task Between_OwnerChanged_ShowsInEachResourceThatNamesIt()
    {
        var after = await Planted.StackAsync("dev", ("owner", "other-team"));

        var changes = PlanDiff.Between(await Planted.StackAsync("dev"), after).Changes;

        Assert.Equal(
            after.Resources.Where(resource => resource.Inputs.ToJsonString().Contains("other-team", StringComparison.Ordinal)
                    && resource.Options.IgnoreChanges?.Contains("tags") is not true)
                .Select(resource => resource.Path),
            changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.All(changes.SelectMany(change => change.Properties), property => Assert.Contains("tags", property.Path.Names));
    }

    [Fact]
    public async Task Between_ProtectionChanged_ShowsInEachResourceThatHasIt()
    {
        var after = await Planted.StackAsync("dev", ("protect", "true"));

        var changes = PlanDiff.Between(await Planted.StackAsync("dev"), after).Changes;

        Assert.Equal(
            after.Resources.Where(resource => resource is { Custom: true, Options.Protect: true }).Select(resource => resource.Path),
            changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.All(changes.SelectMany(change => change.Properties), property => Assert.Equal("options.protect", property.Path.Text));
    }

    [GeneratedRegex("-[0-9a-f]{8,12}$")]
    private static partial Regex HashAtTheEnd();
}
