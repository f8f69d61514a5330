using System.Collections.Immutable;
using Platform.Infra.Gateway;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Gateway;

public sealed class ClosedTiersTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Tiers_OfAnyStack_AreKeptByATemplateWhoseUpdateRemovesTheRest(string run)
    {
        var tiers = Stacks[run].One("Template", "tiers");

        Assert.Equal(
            Stacks[run].All("Product").Select(product => product.Text("productId")),
            ((ImmutableArray<object>)tiers["properties.parameters.tiers.value"]!).Select(name => $"{name}"));
        Assert.Equal("remove-tiers-" + (run == "dev" ? "dev" : "prod"), Assert.Single(tiers.Options.Hooks.BeforeUpdate).Name);
        Assert.Empty((ImmutableArray<object>)tiers["properties.template.resources"]!);
    }

    [Fact]
    public void Between_ListsOfTiers_AreThoseThatAreGone()
    {
        Assert.Equal(["old", "renamed"], ClosedTiers.Between(Inputs("free", "old", "renamed"), Inputs("free", "anew")));
        Assert.Empty(ClosedTiers.Between(Inputs("free"), Inputs("free", "anew")));
        // As of a state from before there was the list
        Assert.Empty(ClosedTiers.Between(ImmutableDictionary<string, object?>.Empty, Inputs("free")));
        Assert.Empty(ClosedTiers.Between(null, Inputs("free")));
    }

    [Theory, MemberData(nameof(All))]
    public void Gateway_InAnyStack_TakesAlongWhatIsInIt(string run)
    {
        var service = Stacks[run].One("ApiManagementService").Resource;

        Assert.All(
            Stacks[run].Custom.Where(
                resource => resource.Type.Contains(":apimanagement:", StringComparison.Ordinal) && resource.Resource != service),
            resource => Assert.Same(service, resource.Options.DeletedWith));
    }

    private static ImmutableDictionary<string, object?> Inputs(params string[] tiers) => Map("properties", Map("parameters", Map(
        "tiers", Map("value", tiers.Select(tier => (object?)tier).ToImmutableArray()))));

    private static ImmutableDictionary<string, object?> Map(string key, object? value)
        => ImmutableDictionary<string, object?>.Empty.Add(key, value);
}
