namespace Platform.Inference.Usage.Shipping;

/// <summary>
/// Copies the logs of the folder, this process's and those that others left, byte for byte; and deletes those that have ended and are
/// there as a whole. What is in doubt is asked for: how long the copy is says everything.
/// </summary>
internal sealed partial class UsageShipper(UsageSpool spool, IUsageStore store, ILogger logger) : IDisposable
{
    /// <summary>An append blob has 50,000 blocks at most; before that a log ends.</summary>
    public const int MaxBlocks = 45_000;

    /// <summary>The most that one append takes.</summary>
    private const int BlockBytes = 4 << 20;

    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, ShippedLog> _logs = new(StringComparer.Ordinal);
    private string? _failure;

    /// <summary>In words for a caller; null while it goes well.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Told how many blocks a log has.</summary>
    public Action<string, int>? Counted { get; set; }

    /// <summary>Ships whole lines, as far as they are written.</summary>
    /// <returns>Whether everything is there now.</returns>
    public async Task<bool> ShipAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            foreach (var path in Directory.EnumerateFiles(spool.Folder, "*.jsonl", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal))
                await ShipAsync(LogOf(path), cancellationToken);
            if (Interlocked.Exchange(ref _failure, null) is not null)
                LogRecovered(store.Name);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Azure.RequestFailedException
            or Azure.Identity.AuthenticationFailedException
            || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _failure, "usage cannot be shipped to its store") is null)
                LogFailing(store.Name, exception.Message);
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private ShippedLog LogOf(string path)
    {
        var name = Path.GetRelativePath(spool.Folder, path).Replace('\\', '/');
        if (!_logs.TryGetValue(name, out var log))
            _logs[name] = log = new ShippedLog(name, path);
        return log;
    }

    private async Task ShipAsync(ShippedLog log, CancellationToken cancellationToken)
    {
        if (log.IsBroken)
            return;
        LogTail tail;
        using (var file = File.OpenHandle(log.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            tail = LogTail.Read(file);
            log.Length ??= await store.LengthAsync(log.Name, cancellationToken);
            var buffer = new byte[Math.Clamp(tail.Length - (log.Length ?? 0), 0, BlockBytes)];
            while (!log.IsBroken && (log.Length ?? 0) < tail.Length)
            {
                var from = log.Length ?? 0;
                var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, tail.Length - from)), from);
                await AppendAsync(log, from, buffer.AsMemory(0, count), cancellationToken);
            }
        }

        if (tail.IsClosed && !log.IsBroken)
            Delete(log, tail.Length);
    }

    private async Task AppendAsync(ShippedLog log, long from, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        switch (await store.AppendAsync(log.Name, from, bytes, cancellationToken))
        {
            case AppendOutcome.Appended:
                log.Length = from + bytes.Length;
                Counted?.Invoke(log.Name, ++log.Blocks);
                break;
            case AppendOutcome.Missing:
                await store.CreateAsync(log.Name, cancellationToken);
                break;
            case AppendOutcome.Elsewhere:
                log.Length = await store.LengthAsync(log.Name, cancellationToken);
                if ((log.Length ?? 0) < from)
                    Break(log, from);
                break;
            case AppendOutcome.Busy:
                throw new IOException($"the store is busy with {log.Name}");
        }
    }

    /// <summary>Nothing that was there can be gone.</summary>
    private void Break(ShippedLog log, long from)
    {
        log.IsBroken = true;
        LogShorter(log.Name, store.Name, log.Length ?? 0, from);
    }

    private void Delete(ShippedLog log, long length)
    {
        File.Delete(log.Path);
        _logs.Remove(log.Name);
        spool.Add(-length);
    }

    [LoggerMessage(44, LogLevel.Critical, "Usage cannot be shipped to {Store}; it stays in its folder until it can: {Reason}")]
    private partial void LogFailing(string store, string reason);

    [LoggerMessage(45, LogLevel.Information, "Usage is shipped to {Store} again, and nothing of it is lost")]
    private partial void LogRecovered(string store);

    [LoggerMessage(
        46, LogLevel.Critical,
        "Usage log {Log} is shorter in {Store} than it was: {Length} bytes of {Shipped}; it is not shipped on, and its file stays")]
    private partial void LogShorter(string log, string store, long length, long shipped);
}
