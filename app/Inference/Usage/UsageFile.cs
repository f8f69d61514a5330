using System.Globalization;
using Platform.Inference.Protocol;

namespace Platform.Inference.Usage;

/// <summary>
/// An append-only file of usage, one JSON object per line. Lines collect in memory and are written together, so that a
/// flush serves every request that waits for it.
/// </summary>
internal sealed partial class UsageFile : IUsageSink, IAsyncDisposable
{
    /// <summary>The longest that a line stays in memory.</summary>
    public static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(100);

    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly bool _flushBeforeResponse;
    private readonly string _instance;
    private readonly Task _writer;
    private readonly byte[] _timeText = new byte[TimeFormat.Length];
    private PooledBytes _lines = new();
    private PooledBytes _spare = new();
    private TaskCompletionSource? _flushed;
    private long _timeTextOf = -1;
    private long _sequence;

    /// <exception cref="UsageException">The file cannot be opened for appending.</exception>
    public UsageFile(string path, bool flushBeforeResponse, TimeProvider time, ILogger<UsageFile> logger)
    {
        _file = Open(path);
        _flushBeforeResponse = flushBeforeResponse;
        _time = time;
        _logger = logger;
        // Unique among all servers that ever ran: the host, its process, and when that began.
        _instance = $"{Environment.MachineName}-{Environment.ProcessId:x}-{time.GetUtcNow().ToUnixTimeMilliseconds():x}";
        _writer = Task.Run(WriteAsync);
    }

    public ValueTask RecordAsync(in UsageEvent usage)
    {
        lock (_lock)
        {
            if (_lines.Length == 0)
                _wake.Release();
            Append(_lines, usage);
            if (!_flushBeforeResponse)
                return default;
            _flushed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_flushed.Task);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writer;
        await _file.DisposeAsync();
        _stop.Dispose();
        _wake.Dispose();
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"usage cannot be recorded in '{path}': {exception.Message} Set Usage:Path to a file that can be written.", exception);
        }
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
            }
            catch (OperationCanceledException)
            {
                // The last lines are written below.
            }

            Flush();
        }
    }

    private void Flush()
    {
        TaskCompletionSource? flushed;
        lock (_lock)
        {
            if (_lines.Length == 0)
                return;
            (_lines, _spare) = (_spare, _lines);
            flushed = _flushed;
            _flushed = null;
        }

        try
        {
            _file.Write(_spare.Written.Span);
            _file.Flush(flushToDisk: _flushBeforeResponse);
            flushed?.SetResult();
        }
        catch (IOException exception)
        {
            LogLost(_file.Name, _spare.Length, exception.Message);
            flushed?.SetException(exception);
        }

        _spare.Clear();
    }

    private void Append(PooledBytes lines, in UsageEvent usage)
    {
        lines.Append("{\"id\":\""u8);
        lines.AppendText(_instance);
        lines.Append((byte)'-');
        lines.AppendInteger(++_sequence);
        lines.Append("\",\"time\":\""u8);
        lines.Append(TimeText());
        lines.Append("\",\"subscription\":"u8);
        AppendOptional(lines, usage.Subscription);
        lines.Append(",\"product\":"u8);
        AppendOptional(lines, usage.Product);
        lines.Append(",\"model\":"u8);
        lines.AppendString(usage.Model);
        lines.Append(",\"version\":"u8);
        lines.AppendString(usage.Version);
        lines.Append(",\"rows\":"u8);
        lines.AppendInteger((long)usage.Rows);
        lines.Append(",\"computeMilliseconds\":"u8);
        lines.AppendSingle((float)Math.Round(usage.ComputeMilliseconds, 4));
        lines.Append(",\"requestBytes\":"u8);
        lines.AppendInteger((long)usage.RequestBytes);
        lines.Append(",\"responseBytes\":"u8);
        lines.AppendInteger((long)usage.ResponseBytes);
        lines.Append("}\n"u8);
    }

    /// <summary>The time, formatted once for all lines of the same millisecond: it takes a third of a line's time.</summary>
    private ReadOnlySpan<byte> TimeText()
    {
        var now = _time.GetUtcNow();
        var millisecond = now.ToUnixTimeMilliseconds();
        if (millisecond != _timeTextOf)
            now.TryFormat(_timeText, out _, TimeFormat, CultureInfo.InvariantCulture);
        _timeTextOf = millisecond;
        return _timeText;
    }

    [LoggerMessage(40, LogLevel.Critical, "{Bytes} bytes of usage could not be written to {File}: {Reason}")]
    private partial void LogLost(string file, int bytes, string reason);

    private static void AppendOptional(PooledBytes lines, string? text)
    {
        if (text is null)
            lines.Append("null"u8);
        else
            lines.AppendString(text);
    }
}
