using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Network;

public sealed class PrivateEndpointTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(Private))]
    public async Task Endpoints_OfTheStorageAccount_AreMadeOneAfterTheOtherAndLast(string run)
    {
        var waitsFor = new List<string>();
        foreach (var kind in new[] { "blob", "file", "queue", "table" })
            waitsFor.Add(string.Join(' ', (await NeededAsync(Stacks[run].One("PrivateEndpoint", $"endpoint-storage-{kind}"))).Order()));

        Assert.Equal(["files lifecycle", "records-storage-blob", "records-storage-file", "records-storage-queue"], waitsFor);
    }

    [Theory, MemberData(nameof(All))]
    public void Subnet_ThatIsDelegated_SaysNothingOfDefaultOutboundAccess(string run)
    {
        Assert.All(["nodes", "endpoints"], purpose => Assert.Equal(false, Subnet(Stacks[run], purpose)));
        // API Management that is injected takes no delegation
        Assert.Equal(false, Subnet(Stacks[run], "gateway"));
    }

    [Fact]
    public async Task Subnet_OfAGatewayOutsideOfTheNetwork_IsDelegatedAndSaysNothing()
    {
        var run = await StackRun.OfAsync("prod", ("gatewaySku", "StandardV2"), ("gatewayZones", "[]"), ("gatewayUnits", "1"));

        Assert.Null(Subnet(run, "gateway"));
        Assert.Equal(false, Subnet(run, "nodes"));
    }

    private static object? Subnet(StackRun run, string purpose)
    {
        var network = run.One("VirtualNetwork");
        var index = Enumerable.Range(0, 5).First(at => network.Text($"subnets.{at}.name") == $"snet-{purpose}");
        return network[$"subnets.{index}.defaultOutboundAccess"];
    }

    private static async Task<IEnumerable<string>> NeededAsync(Declared resource)
        => (await OutputUtilities.GetValueAsync(resource.Options.DependsOn.ToOutput())).Select(needed => needed.GetResourceName());
}
