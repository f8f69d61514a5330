using Platform.Review.Diff.Matching;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff;

/// <summary>
/// The URNs of stacks from before parts of components had components of their own. A resource that the program finds by none of them would
/// be made anew, and the one that is there deleted. Whatever is taken out of the program on purpose is taken out of the lists as well;
/// resources that are called after their content are not in them.
/// </summary>
public sealed class FormerUrnsTests
{
    [Theory, InlineData("dev"), InlineData("prod")]
    public async Task Stack_OfBefore_LosesNoResource(string stack) => Assert.Empty(Lost(stack, await Planted.StackAsync(stack)));

    [Fact]
    public async Task Stack_WithoutOneOfItsAliases_LosesThatResource() =>
        Assert.Equal(
            ["urn:pulumi:dev::platform::platform:infra:Gateway$azure-native:apimanagement:Product::tier-free"],
            Lost("dev", (await Planted.StackAsync("dev")).With(
                "platform/gateway/tier-free/tier-free", tier => tier with { Options = tier.Options with { Aliases = null } })));

    private static IEnumerable<string> Lost(string stack, Plan plan)
    {
        var former = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tests/review/Diff/FormerUrns", $"{stack}.txt"));
        var urns = new Urns(plan);
        Assert.True(former.Length > 200, $"only {former.Length} URNs are listed");
        return former.Except(
            plan.Resources.Where(resource => resource.Custom).SelectMany(resource => urns.AliasesOf(resource).Append(urns.Of(resource))));
    }
}
