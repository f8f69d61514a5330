using Platform.Review.Costs;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Costs;

public sealed class CostComparisonTests
{
    [Fact]
    public void Between_SamePlans_HasNoChange()
    {
        var comparison = Compare(MadePlan.Of(MadePlan.Zone("platform/network/a")), MadePlan.Of(MadePlan.Zone("platform/network/a")));

        Assert.Equal(0, comparison.Difference);
        Assert.Empty(comparison.Resources);
        Assert.Empty(comparison.Components);
    }

    [Fact]
    public void Between_AddedRemovedAndChanged_ListsTheGreatestFirst()
    {
        var comparison = Compare(
            MadePlan.Of(
                MadePlan.Pool("platform/cluster/pool", 1), MadePlan.Zone("platform/network/gone"), MadePlan.Zone("platform/network/kept")),
            MadePlan.Of(
                MadePlan.Pool("platform/cluster/pool", 3), MadePlan.Zone("platform/dns/new"), MadePlan.Zone("platform/network/kept")));

        Assert.Equal(
            [
                new CostChange("platform/cluster/pool", "cluster", 73, 219),
                new CostChange("platform/dns/new", "dns", null, 0.5m),
                new CostChange("platform/network/gone", "network", 0.5m, null),
            ],
            comparison.Resources);
        Assert.Equal(
            [new CostChange("cluster", "cluster", 73, 219), new CostChange("dns", "dns", null, 0.5m),
                new CostChange("network", "network", 1, 0.5m)],
            comparison.Components);
        Assert.Equal(146, comparison.Difference);
    }

    [Fact]
    public void Between_ResourceMoved_IsTheSame()
    {
        var comparison = Compare(MadePlan.Of(MadePlan.Zone("platform/a/zone")), MadePlan.Of(MadePlan.Zone("platform/b/zone")));

        Assert.Empty(comparison.Resources);
        Assert.Equal(0, comparison.Difference);
    }

    [Fact]
    public void Between_NothingBefore_IsAllNew()
    {
        var comparison = CostComparison.Between(null, MadePlan.Report(MadePlan.Of(MadePlan.Zone("platform/network/a"))));

        Assert.Equal([new CostChange("platform/network/a", "network", null, 0.5m)], comparison.Resources);
        Assert.Equal(0.5m, comparison.Difference);
    }

    [Theory]
    [InlineData("dev", "clusterUserNodeSize", "Standard_D4ds_v5", "platform/cluster/user-pool +148.92")]
    [InlineData("dev", "clusterUserNodesMax", "7", "platform/cluster/user-pool +99.28")]
    [InlineData("dev", "clusterTier", "Standard", "platform/cluster/aks +73.00")]
    [InlineData("dev", "trainingNodeSize", "Standard_D4ds_v5", "platform/machine-learning/training +2.72")]
    [InlineData("dev", "storageRedundancy", "gzrs", "platform/usage/usage-account +26.35", "platform/storage/account +1.96")]
    [InlineData("dev", "logRetentionDays", "60", "platform/observability/logs +0.94")]
    [InlineData("dev", "budgetMonthly", "401")]
    [InlineData("prod", "gatewayUnits", "6", "platform/gateway/service +8385.51")]
    [InlineData("prod", "registryReplicas", "[]", "platform/registry/replica-northeurope -50.70")]
    public async Task Between_SettingChanged_ChangesExactlyItsLines(string stack, string key, string value, params string[] expected)
    {
        var (before, after) = (await RealStackTests.ReportAsync(stack), await RealStackTests.ReportAsync(stack, (key, value)));

        var changes = CostComparison.Between(before, after).Resources;

        Assert.Equal(expected, changes.Select(change => FormattableString.Invariant($"{change.Name} {change.Difference:+0.00;-0.00}")));
    }

    private static CostComparison Compare(Plan before, Plan after)
        => CostComparison.Between(MadePlan.Report(before), MadePlan.Report(after));
}
