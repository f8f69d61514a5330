using System.Runtime.CompilerServices;
using Platform.Inference.Execution;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Usage;

/// <summary>
/// Writes this process's usage logs. Lines collect in memory and are written together, so that a flush serves every request
/// that waits for it; what cannot be written stays, and is tried again until it can.
/// </summary>
internal sealed partial class UsageWriter : IUsageSink, IAsyncDisposable
{
    /// <summary>The longest that a line stays in memory.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a log says that nothing is missing from it so far.</summary>
    public static readonly TimeSpan MarkInterval = TimeSpan.FromSeconds(60);

    /// <summary>A log ends at this length.</summary>
    private const long MaxLogBytes = 1 << 30;

    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(500), _patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<UsageChunk> _pending = new();
    private readonly UsageSpool _spool;
    private readonly UsageDisk _disk;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _flushBeforeResponse;
    private readonly bool _shipBeforeResponse;
    private readonly UsageShipper? _shipper;
    private readonly List<TaskCompletionSource> _unshipped = [];
    private readonly string _instance;
    private readonly ITimer _marks;
    private readonly Task _writer;
    private readonly Task _shipping;
    private UsageChunk _chunk;
    private UsageChunk? _spare;
    private UsageLog _log;
    private long _sequence;
    private int _number;

    /// <param name="options">Where and how.</param>
    /// <param name="store">Where the logs are shipped to; null for nowhere.</param>
    /// <param name="time">Of the lines.</param>
    /// <param name="logger">Of what goes wrong.</param>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public UsageWriter(UsageOptions options, IUsageStore? store, TimeProvider time, ILogger<UsageWriter> logger)
    {
        _spool = new UsageSpool(Path.GetFullPath(options.Path!), options.SpoolBytes);
        _disk = new UsageDisk(_spool, time, logger);
        _shipper = store is null ? null : new UsageShipper(_spool, store, logger) { Counted = CountBlocks };
        _shipBeforeResponse = options.ShipBeforeResponse && store is not null;
        _flushBeforeResponse = options.FlushBeforeResponse || _shipBeforeResponse;
        _time = time;
        _logger = logger;
        // Unique among all servers that ever ran: the host, its process, and when that began.
        _instance = $"{Environment.MachineName}-{Environment.ProcessId:x}-{time.GetUtcNow().ToUnixTimeMilliseconds():x}";
        _log = NextLog(time.GetUtcNow());
        _chunk = new UsageChunk(_log);
        Begin();
        _marks = time.CreateTimer(_ => Mark(), null, MarkInterval, MarkInterval);
        _writer = Task.Run(WriteAsync);
        _shipping = _shipper is null
            ? Task.CompletedTask
            : Task.Run(() => ShipAsync(_shipper, TimeSpan.FromMilliseconds(options.ShipMilliseconds)));
    }

    public string? Fault => _disk.Failure ?? (_spool.IsFull ? _spool.FullReason : null);

    public ValueTask RecordAsync(in UsageEvent usage)
    {
        lock (_lock)
        {
            var now = Now();
            _chunk.Lines.AppendUsage(now, ++_sequence, usage);
            return _flushBeforeResponse ? SafeAsync(_chunk.Flushed, usage, _log, _sequence, now) : default;
        }
    }

    /// <summary>Who is refused in the end is not billed: the event that stands in the log, or will, is taken back there.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SafeAsync(Task flushed, UsageEvent usage, UsageLog log, long sequence, long milliseconds)
    {
        try
        {
            await flushed;
        }
        catch (RefusedException)
        {
            lock (_lock)
                TakeBack(usage, log, sequence, milliseconds);
            throw;
        }
    }

    // A log takes back what is its own, so that a reader never sees the one without the other
    private void TakeBack(in UsageEvent usage, UsageLog log, long sequence, long milliseconds)
    {
        if (!_chunk.IsLast)
            Now();
        if (_log == log && !_chunk.IsLast)
            _chunk.Lines.AppendUsage(milliseconds, ++_sequence, usage, back: sequence);
        else
            LogKept(sequence, log.Path);
    }

    /// <summary>Writes what is left, and that this is all.</summary>
    public async ValueTask DisposeAsync()
    {
        await _marks.DisposeAsync();
        await _stop.CancelAsync();
        await _writer;
        lock (_lock)
            End(Now());
        if (!TryFlush(toDisk: true))
            LogLost(_pending.Peek().Log.Path, _pending.Sum(chunk => chunk.Lines.Length));
        await _shipping;
        if (_shipper is not null)
            await ShipLastAsync(_shipper);
        _unshipped.ForEach(waiting => waiting.TrySetResult());
        _stop.Dispose();
        _wake.Dispose();
    }

    private UsageLog NextLog(DateTimeOffset now) => new(_spool.Folder, _instance, ++_number, now);

    /// <summary>The first line is written at once: a folder that cannot be written is found out at the start.</summary>
    private void Begin()
    {
        try
        {
            Directory.CreateDirectory(_spool.Folder);
            new OrphanedLogs(_spool, _time, _logger).End();
            _spool.Count();
            _chunk.Lines.AppendOpened(_log.Name, _time.GetUtcNow().ToUnixTimeMilliseconds());
            _disk.Write(_chunk, flush: true);
            _chunk.Reuse(_log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"usage cannot be recorded in '{_spool.Folder}': {exception.Message} Set Usage:Path to a folder that can be written.",
                exception);
        }
    }

    /// <summary>The time of a line that is about to be added to the chunk: in a new log where the one so far has ended.</summary>
    private long Now()
    {
        var now = _time.GetUtcNow();
        var milliseconds = now.ToUnixTimeMilliseconds();
        if (_chunk.Lines.Length == 0)
            _wake.Release();
        if (now < _log.Ends && _log.Written < MaxLogBytes && _log.Blocks < UsageShipper.MaxBlocks)
            return milliseconds;

        End(milliseconds);
        _sequence = 0;
        _log = NextLog(now);
        _chunk = new UsageChunk(_log);
        _chunk.Lines.AppendOpened(_log.Name, milliseconds);
        return milliseconds;
    }

    private void End(long milliseconds)
    {
        _chunk.Lines.AppendClosed(milliseconds, _sequence);
        _chunk.IsLast = true;
        _pending.Enqueue(_chunk);
    }

    private void Mark()
    {
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
                return;
            var now = Now();
            _chunk.Lines.AppendMark(now, _sequence);
        }

        _spool.TryCount();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync(_stop.Token);
                if (!_flushBeforeResponse)
                    await Task.Delay(FlushInterval, _time, _stop.Token);
                while (!TryFlush(_flushBeforeResponse))
                    await Task.Delay(_retry, _time, _stop.Token);
                if (_unshipped.Count > 0)
                    await AnswerShippedAsync(_shipper!);
            }
            catch (OperationCanceledException)
            {
                // The last lines are written after this.
            }
        }
    }

    /// <summary>Writes everything there is, in its order.</summary>
    private bool TryFlush(bool toDisk)
    {
        while (Next() is { } chunk)
        {
            if (!_disk.TryWrite(chunk, toDisk))
            {
                RefuseIfPatienceIsOver();
                return false;
            }

            Answer(chunk);
            lock (_lock)
            {
                _pending.Dequeue();
                if (chunk.IsLast || _spare is not null)
                    chunk.Dispose();
                else
                    _spare = chunk;
            }
        }

        return true;
    }

    /// <summary>What is written is safe; unless it must be shipped to be that.</summary>
    private void Answer(UsageChunk chunk)
    {
        if (!_shipBeforeResponse)
            chunk.Succeed();
        else if (chunk.Waiting() is { } waiting)
            _unshipped.Add(waiting);
    }

    /// <summary>
    /// Lets requests go whose lines are shipped; those that waited too long without an answer, though their lines will be.
    /// </summary>
    private async Task AnswerShippedAsync(UsageShipper shipper)
    {
        var began = _time.GetTimestamp();
        bool isShipped;
        while (!(isShipped = await shipper.ShipAsync(_stop.Token)) && _time.GetElapsedTime(began) < _patience)
            await Task.Delay(_retry, _time, _stop.Token);
        foreach (var waiting in _unshipped)
            if (isShipped)
                waiting.TrySetResult();
            else
                waiting.TrySetException(new RefusedException(shipper.Failure ?? "usage cannot be shipped to its store"));
        _unshipped.Clear();
    }

    private async Task ShipAsync(UsageShipper shipper, TimeSpan every)
    {
        using var timer = new PeriodicTimer(every, _time);
        try
        {
            do
                await shipper.ShipAsync(_stop.Token);
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The rest is shipped once it is written.
        }
    }

    /// <summary>What cannot be shipped now stays in the folder, for the next start.</summary>
    private async Task ShipLastAsync(UsageShipper shipper)
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        try
        {
            while (!await shipper.ShipAsync(patience.Token))
                await Task.Delay(_retry, _time, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It has been said that it fails.
        }

        shipper.Dispose();
    }

    private void CountBlocks(string log, int blocks)
    {
        lock (_lock)
            if (_log.Name == log)
                _log.Blocks = blocks;
    }

    private UsageChunk? Next()
    {
        lock (_lock)
        {
            if (_pending.TryPeek(out var chunk))
                return chunk;
            if (_chunk.IsLast || _chunk.Lines.Length == 0)
                return null;
            chunk = _chunk;
            _pending.Enqueue(chunk);
            _chunk = _spare ?? new UsageChunk(_log);
            _chunk.Reuse(_log);
            _spare = null;
            return chunk;
        }
    }

    private void RefuseIfPatienceIsOver()
    {
        lock (_lock)
        {
            if (_disk.IsPatienceOver)
                _chunk.Refuse(_disk.Failure!);
        }
    }

    [LoggerMessage(40, LogLevel.Critical, "{Bytes} bytes of usage could not be written to {File} before the server ended")]
    private partial void LogLost(string file, int bytes);

    [LoggerMessage(
        49, LogLevel.Error, "Event {Number} of {File} was refused to its caller and stands, as the log ended in the meantime: credit it")]
    private partial void LogKept(long number, string file);
}
