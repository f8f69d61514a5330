using Platform.Infra.Gateway;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Gateway;

public sealed class SampleContentTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Samples_OfANewService_GoBeforeOursCome(string run)
    {
        var hook = Assert.Single(Stacks[run].One("Template", "policy").Options.Hooks.BeforeCreate);

        Assert.StartsWith("remove-samples-", hook.Name, StringComparison.Ordinal);
        // A preview removes nothing
        Assert.NotEqual(true, hook.Options.OnDryRun);
    }

    [Fact]
    public void Samples_OfAService_AreTwoProductsAndAnApi()
        => Assert.Equal(
            [
                "apis/echo-api?deleteRevisions=true&", "products/starter?deleteSubscriptions=true&",
                "products/unlimited?deleteSubscriptions=true&",
            ],
            SampleContent.Paths);
}
