using Platform.Review.Diff;

namespace Platform.Review.Tests.Diff;

/// <summary>A change of a setting, through the real program.</summary>
public sealed class PlantedSettingTests
{
    [Theory]
    [InlineData("dev", "clusterUserNodeSize", "Standard_D8ds_v5", "replaced platform/cluster/user-pool vmSize!")]
    [InlineData("dev", "clusterUserNodesMax", "7", "changed platform/cluster/user-pool maxCount")]
    [InlineData(
        "dev", "clusterSpotNodesMax", "3", "added platform/cluster/spot-pool", "changed platform/cluster/aks autoScalerProfile.expander",
        "added platform/cluster/pool-priorities")]
    [InlineData("dev", "clusterGpuNodesMax", "1", "added platform/cluster/gpu-pool")]
    [InlineData("dev", "clusterImageCleanHours", "24", "changed platform/cluster/aks securityProfile.imageCleaner.intervalHours")]
    [InlineData("dev", "clusterSystemNodesMax", "4", "changed platform/cluster/aks agentPoolProfiles[name=system].maxCount")]
    [InlineData("dev", "clusterSystemNodesMin", "2", "changed platform/cluster/aks agentPoolProfiles[name=system].minCount")]
    [InlineData("dev", "clusterTier", "Standard", "changed platform/cluster/aks metricsProfile.costAnalysis.enabled sku.tier")]
    [InlineData("dev", "clusterAuthorizedRanges", "[\"203.0.113.0/24\"]", "changed platform/cluster/aks apiServerAccessProfile.authorizedIPRanges")]
    [InlineData("dev", "gatewayPublisherName", "Another", "changed platform/gateway/service publisherName")]
    [InlineData("dev", "gatewayPublisherEmail", "other@example.com", "changed platform/gateway/service publisherEmail")]
    [InlineData("prod", "gatewayUnits", "6", "changed platform/gateway/service sku.capacity")]
    [InlineData("dev", "registryRetentionDays", "31")]
    [InlineData("prod", "registryRetentionDays", "31", "changed platform/registry/registry policies.retentionPolicy.days")]
    [InlineData("dev", "secretsSoftDeleteDays", "8", "changed platform/secrets/vault properties.softDeleteRetentionInDays")]
    [InlineData("dev", "storageRedundancy", "zrs", "changed platform/storage/account sku.name")]
    [InlineData("dev", "logDailyCapGigabytes", "2", "changed platform/observability/logs workspaceCapping.dailyQuotaGb")]
    [InlineData("dev", "budgetMonthly", "401", "changed platform/observability/budget amount")]
    [InlineData("dev", "budgetStart", "2026-12-01")]
    public async Task Between_SettingChanged_ShowsWhereItGoes(string stack, string key, string value, params string[] expected)
    {
        var (before, after) = (await Planted.StackAsync(stack), await Planted.StackAsync(stack, (key, value)));

        Assert.Equal(expected, PlanDiff.Between(before, after).Lines());
    }
}
