using Platform.Review.Diff.Matching;
using Platform.Review.Plans;
using Platform.Review.Previews;

namespace Platform.Review.Tests.Previews;

public sealed class UrnPathsTests
{
    private const string Prefix = "urn:pulumi:dev::platform::";

    [Theory]
    [InlineData("pulumi:pulumi:Stack::platform-dev", "platform")]
    [InlineData("azure-native:resources:ResourceGroup::group", "platform/group")]
    [InlineData("platform:infra:Cluster$azure-native:containerservice:ManagedCluster::aks", "platform/cluster/aks")]
    [InlineData("platform:infra:MachineLearning$platform:infra:Part$azure-native:keyvault:Vault::a::b",
        "platform/machine-learning/part/a::b")]
    public void Of_Urn_IsThePath(string urn, string expected)
        => Assert.Equal(expected, new UrnPaths(new Dictionary<string, string>()).Of(Prefix + urn));

    [Fact]
    public void Of_KnownParent_GoesByItsName()
    {
        var (parent, child) = (Prefix + "platform:infra:Tier::free", Prefix + "platform:infra:Tier$a:b:C::product");

        Assert.Equal("platform/free/product", new UrnPaths(new Dictionary<string, string> { [child] = parent }).Of(child));
    }

    [Fact]
    public void Of_ItsOwnParent_ComesToAnEnd()
        => Assert.Equal(
            "platform/c",
            new UrnPaths(new Dictionary<string, string> { [Prefix + "a:b:C::c"] = Prefix + "a:b:C::c" }).Of(Prefix + "a:b:C::c"));

    // A preview leaves out the components, which never change: their names must come out right all the same. What it shows says its parent,
    // by which one of several components of a class is known.
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public async Task Of_EveryResourceOfThePlan_IsWhereThePlanHasIt(string stack)
    {
        var file = CommittedPlans.FileOf(stack);
        var plan = PlanReader.Read(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, file)), file);
        var urns = new Urns(plan);
        var paths = new UrnPaths(
            plan.Resources.Where(resource => urns.ParentOf(urns.ParentOf(resource) ?? resource) is { Parent: not null })
                .ToDictionary(urns.Of, resource => urns.Of(urns.ParentOf(resource)!)));

        Assert.All(plan.Resources, resource => Assert.Equal(resource.Path, paths.Of(urns.Of(resource))));
    }
}
