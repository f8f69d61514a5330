namespace Platform.Infra.Tests.Cloud;

/// <summary>The evaluations that the tests of whole stacks look at; one at a time, as settings go in through the environment.</summary>
public sealed class Stacks : IAsyncLifetime
{
    internal StackRun Dev { get; private set; } = null!;
    internal StackRun Prod { get; private set; } = null!;
    internal StackRun Approved { get; private set; } = null!;

    /// <param name="run">A name that test data can carry.</param>
    internal StackRun this[string run] => run switch { "dev" => Dev, "prod" => Prod, _ => Approved };

    public async Task InitializeAsync()
    {
        Dev = await StackRun.OfAsync("dev");
        Prod = await StackRun.OfAsync("prod");
        Approved = await StackRun.OfAsync("prod", ("networkIsolation", "privateApprovedOutbound"));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
