using Platform.Review.Costs;

namespace Platform.Review.Tests.Costs;

public sealed class CostReportTests
{
    [Fact]
    public void Of_SmallPlan_SumsResourcesAndComponents()
    {
        var report = MadePlan.Report(MadePlan.Of(
            MadePlan.Pool("platform/cluster/pool", 3), MadePlan.Zone("platform/network/a"), MadePlan.Zone("platform/network/b"),
            MadePlan.Zone("platform/zone")));

        Assert.Equal(("dev", "USD", 220.5m), (report.Stack, report.Currency, report.Total));
        Assert.Equal(
            ["cluster 219.0", "network 1.0", "platform 0.5"],
            report.Components.Select(component => FormattableString.Invariant($"{component.Name} {component.Monthly:0.0}")));
        Assert.Empty(report.NotPriced);
        Assert.Empty(report.Missing);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(25, 4.75)]
    [InlineData(100, 10)]
    public void Of_ScaledPool_CountsNodesAsAssumed(int averageNodes, double nodes)
    {
        var plan = MadePlan.Of(MadePlan.Pool("platform/cluster/pool", 3, """, "enableAutoScaling": true, "minCount": 3, "maxCount": 10"""));

        Assert.Equal((decimal)nodes * 73, MadePlan.Report(plan, new() { AverageNodes = averageNodes }).Total);
    }

    [Fact]
    public void Of_SpotPoolWithDisks_PricesBoth()
    {
        var pool = MadePlan.Resource("platform/cluster/pool", "azure-native:containerservice:AgentPool",
            """{ "vmSize": "small", "count": 2, "osDiskSizeGB": 64, "scaleSetPriority": "Spot" }""");

        var lines = Assert.Single(MadePlan.Report(MadePlan.Of(pool)).Resources).Lines;

        Assert.Equal([29.2m, 20m], lines.Select(line => line.Monthly));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 0.1)]
    public void Of_FreeQuantity_IsNotCharged(int gigabytes, double expected)
    {
        var report = MadePlan.Report(
            MadePlan.Of(
                MadePlan.Resource(
                    "platform/gateway/service", "azure-native:apimanagement:ApiManagementService",
                    """{ "sku": { "name": "Other", "capacity": 0 } }""")),
            new() { DataOut = gigabytes });

        Assert.Equal((decimal)expected, report.Total);
    }

    [Fact]
    public void Of_UnknownKind_IsNamedAsNotPriced()
    {
        var report = MadePlan.Report(
            MadePlan.Of(MadePlan.Resource("platform/x/thing", "azure-native:quantum:Workspace"), MadePlan.Zone("platform/network/a")));

        Assert.Equal(
            [new NotPriced("platform/x/thing", "azure-native:quantum:Workspace", "no prices are known for this kind")], report.NotPriced);
        Assert.Equal(0.5m, report.Total);
    }

    [Fact]
    public void Of_MeterWithoutFigure_IsNamedAsNotPriced()
    {
        var report =
            MadePlan.Report(MadePlan.Of(MadePlan.Resource("platform/ml/model", "azure-native:machinelearningservices:ServerlessEndpoint")));

        Assert.Equal("Azure Machine Learning, Serverless tokens: each model has its own", Assert.Single(report.NotPriced).Reason);
        Assert.Empty(report.Missing);
    }

    [Theory]
    [InlineData("azuread:index/group:Group")]
    [InlineData("tls:index/privateKey:PrivateKey")]
    [InlineData("kubernetes:apps/v1:Deployment")]
    [InlineData("azure-native:authorization:RoleAssignment")]
    [InlineData("azure-native:network:NetworkSecurityGroup")]
    public void Of_FreeKind_IsNotNamed(string type)
    {
        var report = MadePlan.Report(MadePlan.Of(MadePlan.Resource("platform/x/y", type)));

        Assert.Empty(report.Resources);
        Assert.Empty(report.NotPriced);
        Assert.Empty(report.Missing);
    }

    [Fact]
    public void Of_UnknownSize_MissesItsPrice()
    {
        var report = MadePlan.Report(MadePlan.Of(
            MadePlan.Resource(
                "platform/cluster/pool", "azure-native:containerservice:AgentPool",
                """{ "vmSize": "Huge", "osDiskType": "Ephemeral" }""")));

        var missing = Assert.Single(report.Missing);
        Assert.Equal(
            ("platform/cluster/pool", "Virtual Machines Huge, Compute", false),
            (missing.Path, missing.Charge.Name, missing.RegionIsUnknown));
        Assert.Equal(0, report.Total);
    }

    [Fact]
    public void Of_UnknownRegion_MissesItsPriceAndSaysWhy()
    {
        var pool = MadePlan.Resource("platform/cluster/aks", "azure-native:containerservice:ManagedCluster",
            """{ "location": "El Sewhere", "networkProfile": { "outboundType": "none" }, "agentPoolProfiles": [ { "vmSize":"""
            + """ "Small", "osDiskType": "Ephemeral" } ] }""");

        var missing = Assert.Single(MadePlan.Report(MadePlan.Of(pool)).Missing);

        Assert.Equal(("elsewhere", true), (missing.Charge.Region, missing.RegionIsUnknown));
    }

    [Fact]
    public void Of_PriceOfAnotherUnit_Throws()
    {
        var prices = new Platform.Review.Costs.Prices.PriceTable(
            [MadePlan.Price("Azure DNS", "Private", "Zone", Units.Hour, 1, "global")], [], []);

        var exception =
            Assert.Throws<ReviewException>(() => CostReport.Of(MadePlan.Of(MadePlan.Zone("platform/network/a")), new(), prices));

        Assert.Equal("The price of Azure DNS Private, Zone in global is for one hour, and is wanted for one month.", exception.Message);
    }

    [Fact]
    public void Of_ThousandsOfResources_PricesEach()
    {
        var zones = Enumerable.Range(0, 5000).Select(number => MadePlan.Zone($"platform/network/zone-{number}")).ToArray();

        Assert.Equal(2500m, MadePlan.Report(MadePlan.Of(zones)).Total);
    }
}
