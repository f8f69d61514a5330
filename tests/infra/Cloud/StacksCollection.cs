namespace Platform.Infra.Tests.Cloud;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StacksCollection : ICollectionFixture<Stacks>
{
    public const string Name = "stacks";
}
