namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>A service provider of one stack.</summary>
internal sealed class Stacks(Func<Stack> create) : IServiceProvider
{
    public object? GetService(Type serviceType) => create();
}
