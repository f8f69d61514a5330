namespace Platform.Inference.Tests;

/// <summary>One server with the models it ships, for the tests that only ask it things.</summary>
public sealed class BundledServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
