using System.Text.Json;
using Platform.Inference.Json;

namespace Platform.Inference.Usage.Shipping;

/// <summary>
/// Ends the logs of processes that were killed: half a line, which nobody was answered for, goes; and a last line says that nothing
/// more comes. So billing need not wait whether it does. A living process holds its log, which tells it from a dead one.
/// </summary>
internal sealed partial class OrphanedLogs(UsageSpool spool, TimeProvider time, ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <exception cref="IOException">The folder cannot be read.</exception>
    public void End()
    {
        foreach (var path in Directory.EnumerateFiles(spool.Folder, "*.jsonl", SearchOption.AllDirectories))
        {
            try
            {
                End(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
            {
                // Another process's that lives, or one that must be looked at: it stays as it is.
            }
        }
    }

    private void End(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var tail = LogTail.Read(file);
        if (tail.IsClosed || tail.Length == 0)
            return;
        using var line = new PooledBytes();
        line.AppendClosed(time.GetUtcNow().ToUnixTimeMilliseconds(), SequenceOf(tail.LastLine));
        RandomAccess.SetLength(file, tail.Length);
        RandomAccess.Write(file, line.Written.Span, tail.Length);
        RandomAccess.FlushToDisk(file);
        LogEnded(path);
    }

    /// <summary>The number of a log's last event; its opening line has none.</summary>
    private static long SequenceOf(byte[] line)
    {
        using var fields = JsonDocument.Parse(line);
        return fields.RootElement.TryGetProperty("s", out var sequence) ? sequence.GetInt64() : 0;
    }

    [LoggerMessage(43, LogLevel.Warning, "Usage log {File} is ended for its process, which was killed")]
    private partial void LogEnded(string file);
}
