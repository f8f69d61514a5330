namespace Platform.Inference.Usage;

/// <summary>Puts lines into their logs, and knows for how long that has been failing.</summary>
internal sealed partial class UsageDisk(UsageSpool spool, TimeProvider time, ILogger logger)
{
    /// <summary>How long a request waits for a disk that fails.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
    private string? _failure;
    private long _failingSince;

    /// <summary>In words for a caller: the path and the cause are for the log.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    public bool IsPatienceOver => Failure is not null && time.GetElapsedTime(_failingSince) >= _patience;

    /// <exception cref="IOException">The disk is full or broken.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(UsageChunk chunk, bool flush)
    {
        chunk.Log.Append(chunk.Lines.Written.Span, flush);
        spool.Add(chunk.Lines.Length);
        if (chunk.IsLast)
            chunk.Log.Dispose();
    }

    /// <summary>False, and the lines stay where they are, when they cannot be written now.</summary>
    public bool TryWrite(UsageChunk chunk, bool flush)
    {
        try
        {
            Write(chunk, flush);
            if (Failure is not null)
                LogRecovered(chunk.Log.Path);
            Volatile.Write(ref _failure, null);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Fail(chunk, exception);
            return false;
        }
    }

    private void Fail(UsageChunk chunk, Exception exception)
    {
        if (Failure is null)
        {
            _failingSince = time.GetTimestamp();
            LogFailing(chunk.Log.Path, exception.Message);
        }

        Volatile.Write(ref _failure, "usage cannot be recorded, as its folder cannot be written");
        if (IsPatienceOver)
            chunk.Refuse(Failure!);
    }

    [LoggerMessage(
        41, LogLevel.Critical, "Usage cannot be written to {File}; it is kept in memory, and requests get 503, until it can: {Reason}")]
    private partial void LogFailing(string file, string reason);

    [LoggerMessage(42, LogLevel.Information, "Usage is written to {File} again, and nothing of it is lost")]
    private partial void LogRecovered(string file);
}
