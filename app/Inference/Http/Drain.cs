using Microsoft.Extensions.Options;

namespace Platform.Inference.Http;

/// <summary>
/// Stops the server without losing a request: unready at once, then still serving until load balancers have noticed and
/// everything begun is answered, within a deadline. Who is connected by then may still ask.
/// </summary>
internal sealed class Drain(IOptions<LimitsOptions> limits, ListenSockets sockets, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan _poll = TimeSpan.FromMilliseconds(10);

    /// <summary>For connections that have just been made: to be accepted, and to bring their requests.</summary>
    private static readonly TimeSpan _lastRequests = TimeSpan.FromMilliseconds(100);

    private int _inFlight;

    /// <summary>True from the signal to stop.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Requests to models that have begun and not been answered.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>A request begins, which <see cref="Leave"/> ends.</summary>
    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        HasBegun = true;
        var deadline = Task.Delay(TimeSpan.FromMilliseconds(limits.Value.DrainDeadlineMilliseconds), time, cancellationToken);
        await Task.WhenAny(deadline, Task.Delay(TimeSpan.FromMilliseconds(limits.Value.DrainDelayMilliseconds), time, cancellationToken));
        await AnsweredAsync(deadline, cancellationToken);
        if (!deadline.IsCompleted && sockets.RefuseMore())
            await Task.WhenAny(deadline, Task.Delay(_lastRequests, time, cancellationToken));
        await AnsweredAsync(deadline, cancellationToken);
    }

    private async Task AnsweredAsync(Task deadline, CancellationToken cancellationToken)
    {
        while (InFlight > 0 && !deadline.IsCompleted)
            await Task.WhenAny(deadline, Task.Delay(_poll, time, cancellationToken));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
