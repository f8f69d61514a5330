using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

/// <summary>Changes of an API never meet, as Azure refuses those that do.</summary>
public sealed class ApiChangesTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly string[] _kinds = ["ApiPolicy", "ApiOperation", "ApiOperationPolicy", "ProductApi"];

    [Theory, MemberData(nameof(All))]
    public async Task ChangesOfAnApi_InAnyStack_WaitForOneAnother(string run)
    {
        foreach (var (id, logical, count) in new[] { ("inference", "api", 15), ("health", "health", 2) })
        {
            var changes = _kinds.SelectMany(Stacks[run].All).Where(change => change.Text("apiId") == id).ToList();
            Assert.Equal(count, changes.Count);

            var places = changes.Select(change => change.Resource).Append(Stacks[run].One("Api", logical).Resource).ToHashSet();
            var awaited = new List<Resource>();
            foreach (var change in changes)
                awaited.Add(Assert.Single(await AwaitedAsync(change), places.Contains));
            // Each waits for another one: a line
            Assert.Equal(count, awaited.Distinct().Count());
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task Tier_InAnyStack_IsLimitedBeforeItSellsTheApi_AndOfferedThen(string run)
    {
        foreach (var tier in new[] { "tier-free", "tier-standard", "tier-premium" })
        {
            Assert.Contains(
                Stacks[run].One("ProductPolicy", $"{tier}-policy").Resource,
                await AwaitedAsync(Stacks[run].One("ProductApi", $"{tier}-api")));
            Assert.Contains(
                Stacks[run].One("ProductApi", $"{tier}-api").Resource,
                await AwaitedAsync(Stacks[run].One("ProductGroup", $"{tier}-developers")));
        }
    }

    private static async Task<IEnumerable<Resource>> AwaitedAsync(Declared resource)
        => await OutputUtilities.GetValueAsync(resource.Options.DependsOn.ToOutput());
}
