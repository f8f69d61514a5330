using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff;

public sealed class PlanDiffTests
{
    private static readonly PlannedResource _pool = Planted.Resource(
        "platform/pool",
        "azure-native:containerservice:AgentPool",
        new JsonObject { ["count"] = 1, ["pools"] = new JsonArray(new JsonObject { ["name"] = "a", ["count"] = 1 }) });

    [Fact]
    public void Between_NoBase_EverythingIsAdded()
    {
        var after = Planted.Of(_pool) with { Outputs = new JsonObject { ["url"] = "x" } };

        var diff = PlanDiff.Between(null, after);

        Assert.Equal(["added platform/pool"], diff.Lines());
        Assert.Equal("url", Assert.Single(diff.Outputs).Path.Text);
    }

    [Fact]
    public void Between_Components_AreNotInTheCloud() => Assert.Empty(
        PlanDiff.Between(Planted.Of(), Planted.Of(Planted.Resource("platform/secrets", "platform:infra:Secrets"))).Changes);

    [Theory]
    [InlineData("count")]
    [InlineData("*")]
    public void Between_IgnoredInput_IsNotShown(string ignored)
    {
        var before = Planted.Of(_pool with { Options = new() { IgnoreChanges = [ignored] } });

        Assert.Empty(PlanDiff.Between(before, before.With(_pool.Path, copy => Set(copy, "count", 2))).Changes);
    }

    [Fact]
    public void Between_InputIgnoredByIndex_IsNotShown()
    {
        var before = Planted.Of(_pool with { Options = new() { IgnoreChanges = ["pools[0].count"] } });

        Assert.Empty(PlanDiff.Between(before, before.With(_pool.Path, copy =>
        {
            copy.Inputs["pools"]![0]!["count"] = 2;
            return copy;
        })).Changes);
    }

    [Fact]
    public void Between_ReplaceOnChanges_CreatesItAnew()
    {
        var before = Planted.Of(_pool with { Options = new() { ReplaceOnChanges = ["count"] } });

        Assert.Equal(
            ["replaced platform/pool count!"], PlanDiff.Between(before, before.With(_pool.Path, copy => Set(copy, "count", 2))).Lines());
    }

    [Fact]
    public void Between_Options_AreShown()
    {
        var before = Planted.Of(_pool);
        var after = before.With(_pool.Path, copy => copy with
        {
            Options = new()
            {
                Protect = true,
                IgnoreChanges = ["x"],
                RetainOnDelete = true,
                Provider = "platform/p",
                CustomTimeouts = new Dictionary<string, string> { ["create"] = "01:00:00" },
            },
        });

        Assert.Equal(
            ["changed platform/pool options.customTimeouts options.ignoreChanges options.protect options.provider options.retainOnDelete"],
            PlanDiff.Between(before, after).Lines());
    }

    // The new provider is asked, and Azure's and Entra's never say so
    [Theory]
    [InlineData("azure-native:keyvault:Vault", "changed platform/x options.provider")]
    [InlineData("azuread:index/group:Group", "changed platform/x options.provider")]
    [InlineData("kubernetes:core/v1:Service", "replaced platform/x options.provider!")]
    public void Between_AnotherProvider_CreatesAnewWhatIsInACluster(string type, string expected)
    {
        var before = Planted.Of(Planted.Resource("platform/x", type));
        var after = before.With("platform/x", copy => copy with { Options = new() { Provider = "platform/p" } });

        Assert.Equal([expected], PlanDiff.Between(before, after).Lines());
    }

    [Fact]
    public void Between_SameTypeOtherPath_OtherCloudName_IsRemovedAndAdded()
    {
        var before = Set(_pool, "resourceName", "a");
        var after = Set(_pool, "resourceName", "b") with { Path = "platform/other", Name = "other" };

        Assert.Equal(["removed platform/pool", "added platform/other"], PlanDiff.Between(Planted.Of(before), Planted.Of(after)).Lines());
    }

    // Allocation is a measure of work that no other load on the machine can change.
    [Fact]
    public void Between_FourTimesTheResources_TakesAboutFourTimesTheWork()
    {
        _ = Work(100);
        var (small, large) = (Work(1_250), Work(5_000));

        // n log n would be 4.8.
        Assert.InRange((double)large / small, 1, 4.8);

        static long Work(int count)
        {
            var (before, after) = (Many(count, "a"), Many(count, "b"));
            var start = GC.GetAllocatedBytesForCurrentThread();
            Assert.InRange(PlanDiff.Between(before, after).Changes.Count, count, 2 * count);
            return GC.GetAllocatedBytesForCurrentThread() - start;
        }
    }

    // A third keep their paths, a third move, a third come and go.
    internal static Plan Many(int count, string version) => Planted.Of([.. Enumerable.Range(0, count).Select(i => Planted.Resource(
        $"platform/part{i % 20}/{(i % 3 == 0 ? "kept" : version)}{i}",
        "azure-native:network:NetworkSecurityGroup",
        new JsonObject
        {
            ["networkSecurityGroupName"] = i % 3 == 2 && version == "b" ? $"other{i}" : $"nsg{i}",
            ["resourceGroupName"] = "rg",
            ["securityRules"] = new JsonArray([.. Enumerable.Range(0, 10).Select(rule
                => (JsonNode)new JsonObject { ["name"] = $"rule{rule}", ["access"] = i % 3 == 0 ? version : "Allow" })]),
        }))]);

    private static PlannedResource Set(PlannedResource resource, string name, JsonNode value)
    {
        var inputs = (JsonObject)resource.Inputs.DeepClone();
        inputs[name] = value;
        return resource with { Inputs = inputs };
    }
}
