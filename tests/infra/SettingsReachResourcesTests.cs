using System.Xml.Linq;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests;

/// <summary>Settings arrive where they belong.</summary>
public sealed class SettingsReachResourcesTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public void Dev_IsSmall()
    {
        Assert.Equal("Developer", Dev.One("ApiManagementService").Text("sku.name"));
        Assert.Equal("Standard", Dev.One("Registry", "registry").Text("sku.name"));
        // Azure refuses Premium's policies on a Standard registry
        Assert.Null(Dev.One("Registry", "registry")["policies"]);
        Assert.Equal("Free", Dev.One("ManagedCluster").Text("sku.tier"));
        Assert.Equal("Standard_LRS", Dev.One("StorageAccount").Text("sku.name"));
        Assert.Null(Dev.One("ManagedCluster")["agentPoolProfiles.0.availabilityZones"]);
        // Azure refuses false
        Assert.Null(Dev.One("Vault", "vault")["properties.enablePurgeProtection"]);
    }

    [Fact]
    public void Prod_IsRedundant()
    {
        Assert.Equal("Premium", Prod.One("ApiManagementService").Text("sku.name"));
        Assert.Equal(3.0, Convert.ToDouble(Prod.One("ApiManagementService")["sku.capacity"]));
        Assert.Equal("3", Prod.One("ApiManagementService").Text("zones.2"));
        Assert.Equal("3", Prod.One("PublicIPAddress", "address-gateway").Text("zones.2"));
        Assert.Equal("Standard_GZRS", Prod.One("StorageAccount").Text("sku.name"));
        Assert.Equal("northeurope", Prod.One("Replication").Text("location"));
        Assert.Equal("3", Prod.One("ManagedCluster").Text("agentPoolProfiles.0.availabilityZones.2"));
        Assert.Equal(true, Prod.One("Vault", "vault")["properties.enablePurgeProtection"]);
    }

    [Theory]
    [InlineData("free", "10", "1000")]
    [InlineData("trial", "120", "10000")]
    [InlineData("standard", "120", "2000000")]
    [InlineData("premium", "1200", "50000000")]
    [InlineData("metered", "120", "1000000")]
    public void Tier_OfAStackFile_IsAProductWithItsLimits(string tier, string rate, string quota)
    {
        var policy = XElement.Parse(Prod.One("ProductPolicy", $"tier-{tier}-policy").Text("value")!).Element("inbound")!;

        Assert.Equal(rate, policy.Element("rate-limit-by-key")!.Attribute("calls")!.Value);
        Assert.Equal(quota, policy.Element("quota-by-key")!.Attribute("calls")!.Value);
        Assert.Equal("xml", Prod.One("ProductPolicy", $"tier-{tier}-policy").Text("format"));
        Assert.Equal(true, Prod.One("Product", $"tier-{tier}")["subscriptionRequired"]);
        Assert.Equal(tier == "premium", Prod.One("Product", $"tier-{tier}")["approvalRequired"]);
    }

    [Fact]
    public async Task Tiers_OfAStackFile_AreProductsAndRoles()
    {
        var run = await StackRun.OfAsync(
            "dev",
            (
                "tiers",
                """[{"name":"gold","displayName":"Gold","description":"Much.","terms":"Fair.","callsPerMinute":7,"callsPerMonth":70}]"""));

        Assert.Equal("gold", run.One("Product").Text("productId"));
        Assert.Contains("calls=\"7\"", run.One("ProductPolicy").Text("value"), StringComparison.Ordinal);
        Assert.Equal("tier.gold", run.One("Application").Text("appRoles.0.value"));
        Assert.Null(run.One("Application")["appRoles.1"]);
    }

    [Fact]
    public async Task Workload_OfAStackFile_IsSizedByIt()
    {
        var run = await StackRun.OfAsync(
            "dev", ("workloadCpuMillicores", "1500"), ("workloadMemoryMebibytes", "777"), ("workloadReplicasMax", "9"),
            ("clusterAuthorizedRanges", """["203.0.113.0/24"]"""));
        var resources = "spec.template.spec.containers.0.resources";

        Assert.Equal(
            ("1500m", "777Mi"),
            (run.One("Deployment").Text($"{resources}.limits.cpu"), run.One("Deployment").Text($"{resources}.requests.memory")));
        Assert.Equal(9.0, Convert.ToDouble(run.One("ScaledObject")["spec.maxReplicaCount"]));
        Assert.Equal("203.0.113.0/24", run.One("ManagedCluster").Text("apiServerAccessProfile.authorizedIPRanges.0"));
    }

    [Fact]
    public async Task Budget_WarnsThoseWhoAreOnCall()
    {
        // It begins with the month in which the stack came to be
        var run = await StackRun.OfAsync(
            (type, answer) => type == "azure-native:applicationinsights:Component"
                ? answer with { Outputs = answer.Outputs.SetItem("creationDate", "2026-11-20T23:59:59.1+00:00") }
                : answer,
            "prod");
        var budget = run.One("Budget");

        Assert.Equal(12000.0, Convert.ToDouble(budget["amount"]));
        Assert.Equal("2026-11-01T00:00:00Z", budget.Text("timePeriod.startDate"));
        Assert.Equal(["timePeriod"], budget.Options.IgnoreChanges);
        Assert.Equal("ml-platform-oncall@example.com", budget.Text("notifications.actual-80.contactEmails.0"));
        Assert.Equal("ActionGroup", run.KindOf(budget.Text("notifications.actual-80.contactGroups.0")));
        Assert.Equal("ml-platform-oncall@example.com", Prod.One("ActionGroup").Text("emailReceivers.0.emailAddress"));
    }

    // Most of the money goes for machines, which are in a group of AKS' own
    [Theory, MemberData(nameof(All))]
    public void Budget_OfAnyStack_CountsTheGroupOfTheNodesAsWell(string run)
    {
        var budget = Stacks[run].One("Budget");
        var stack = run == "dev" ? "dev" : "prod";

        Assert.Equal($"/subscriptions/{Tenant.SubscriptionId}", budget.Text("scope"));
        Assert.Equal(
            ("ResourceGroupName", "In", $"rg-platform-{stack}-westeurope", Stacks[run].One("ManagedCluster").Text("nodeResourceGroup")),
            (budget.Text("filter.dimensions.name"), budget.Text("filter.dimensions.operator"), budget.Text("filter.dimensions.values.0"),
                budget.Text("filter.dimensions.values.1")));
    }

    [Fact]
    public async Task Budget_WithAStart_BeginsThen()
        => Assert.Equal(
            "2027-02-01T00:00:00Z",
            (await StackRun.OfAsync("dev", ("budgetStart", "2027-02-01"))).One("Budget").Text("timePeriod.startDate"));
}
