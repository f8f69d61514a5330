using Platform.Inference.Collection.Records;

namespace Platform.Inference.Collection;

/// <summary>Writes down what waits, and brings it to the store now and then; what is left at the end, once.</summary>
internal sealed partial class CollectWork(
    CollectOptions options, CollectQueue queue, RecordSink sink, TimeProvider time, ILogger<CollectWork> logger) : BackgroundService
{
    /// <summary>So many bytes go to the store at once: more would be memory that no cache holds.</summary>
    private const long FlushBytes = 2 << 20;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50), _patience = TimeSpan.FromSeconds(3);

    private readonly TimeSpan _every = TimeSpan.FromMilliseconds(options.FlushMilliseconds);

    /// <summary>Writes down all that waits.</summary>
    public void Drain()
    {
        while (queue.Next() is { } collected)
            try
            {
                sink.Write(collected);
            }
            // A call that cannot be written down must not end the collection of others
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                queue.Counts.Drop(DropReason.Large);
                LogFailed(exception.Message);
            }
            finally
            {
                queue.Done(collected);
            }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = _every < _pause ? _every : _pause;
        var flushed = time.GetTimestamp();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Task.Delay(pause, time, stoppingToken);
                Drain();
                if (time.GetElapsedTime(flushed) < _every && sink.Waiting < FlushBytes)
                    continue;
                await sink.FlushAsync(stoppingToken);
                flushed = time.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            // The rest is written after this
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Drain();
        using var patience = new CancellationTokenSource(_patience, time);
        try
        {
            await sink.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It is only for statistics
        }
    }

    [LoggerMessage(84, LogLevel.Error, "A call could not be written down: {Reason}")]
    private partial void LogFailed(string reason);
}
