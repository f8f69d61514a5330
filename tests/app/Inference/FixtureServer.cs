using System.Net;

namespace Platform.Inference.Tests;

/// <summary>One server with the models of Fixtures, for the tests of the protocol.</summary>
public sealed class FixtureServer : IAsyncLifetime
{
    public static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Fixtures", "models");

    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync("--Models:Root", Root);

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>After a bad request the server lives, and computes what it did before.</summary>
    internal async Task AssertUnharmedAsync()
    {
        Assert.Equal(HttpStatusCode.OK, (await Server.GetAsync("/v2/health/live")).Status);
        var answer = await Server.PostAsync("/v2/models/simple/infer", OipRequest.Simple);
        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }
}
