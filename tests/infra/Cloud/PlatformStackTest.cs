namespace Platform.Infra.Tests.Cloud;

/// <summary>A test that looks at whole evaluated stacks.</summary>
[Collection(StacksCollection.Name)]
public abstract class PlatformStackTest(Stacks stacks)
{
    public static TheoryData<string> All => new("dev", "prod", "approved");
    public static TheoryData<string> Private => new("prod", "approved");

    private protected Stacks Stacks { get; } = stacks;
    private protected StackRun Dev => Stacks.Dev;
    private protected StackRun Prod => Stacks.Prod;
    private protected StackRun Approved => Stacks.Approved;
}
