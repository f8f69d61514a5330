using Platform.Infra.Naming;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Naming;

public sealed class ResourceNamesTests
{
    private const string LongestStack = "production12";
    private const string LongestRegion = "abcdefghijklmnopqrstuvwxyz1234";
    private const string Subscription = "00000000-0000-0000-0000-000000000001";

    [Fact]
    public async Task Names_OfLongestStackAndRegion_FitEveryRule()
    {
        var names = new ResourceNames(LongestStack, LongestRegion, Output.Create(Subscription));

        Assert.Equal($"rg-platform-{LongestStack}-{LongestRegion}", names.ResourceGroup);
        Assert.Equal($"rg-platform-{LongestStack}-{LongestRegion}-nodes", names.NodeResourceGroup);
        Assert.InRange(names.NodeResourceGroup.Length, 1, 80); // AKS allows ten less than Azure
        Assert.Equal("mlw-platform-production12", names.MachineLearning);
        Assert.Equal("pep-platform-production12-machine-learning", names.PrivateEndpoint("machine-learning"));
        Assert.Equal("id-platform-production12-machine-learning", names.Identity("machine-learning"));
        Assert.Matches("^kv-production12-[0-9a-f]{8}$", await OutputUtilities.GetValueAsync(names.Vault));
        Assert.Matches("^stproduction12[0-9a-f]{8}$", await OutputUtilities.GetValueAsync(names.StorageAccount));
        Assert.Matches("^crproduction12[0-9a-f]{8}$", await OutputUtilities.GetValueAsync(names.Registry));
        Assert.Matches(
            "^mle-online-production12-[0-9a-f]{8}$", await OutputUtilities.GetValueAsync(names.MachineLearningEndpoint("online")));
        Assert.Matches("^apim-platform-production12-[0-9a-f]{8}$", await OutputUtilities.GetValueAsync(names.Gateway));
    }

    [Fact]
    public void Hash_OfTheSameStack_NeverChanges() => Assert.Equal("f5b6c464", ResourceNames.Hash(Subscription, "dev"));

    [Fact]
    public void Hash_OfAnotherStackOrSubscription_Differs()
        => Assert.Distinct(
            [ResourceNames.Hash(Subscription, "dev"), ResourceNames.Hash(Subscription, "prod"), ResourceNames.Hash("other", "dev")]);
}
