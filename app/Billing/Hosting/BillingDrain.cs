using Microsoft.Extensions.Options;

namespace Platform.Billing.Hosting;

/// <summary>
/// Stops without losing a webhook: not ready at once, and still listening until load balancers have noticed. Then the round that runs is
/// cut off, as any crash may do, and the lease is given back, so that the next instance goes on at once.
/// </summary>
internal sealed class BillingDrain(BillingHealth health, IOptions<BillingOptions> options, TimeProvider time) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Drain();
        return Task.Delay(TimeSpan.FromMilliseconds(options.Value.DrainMilliseconds), time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
