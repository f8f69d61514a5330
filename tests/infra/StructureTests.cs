using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests;

[Collection(StacksCollection.Name)]
public sealed class StructureTests(Stacks stacks)
{
    [Theory, InlineData("dev"), InlineData("prod"), InlineData("approved")]
    public void CustomResource_AnyStack_HasComponentAsParent(string run)
    {
        var misplaced = stacks[run].Custom.Where(resource => resource.Kind != "ResourceGroup" && resource.Options.Parent is not PlatformComponent);

        Assert.Empty(misplaced);
    }
}
