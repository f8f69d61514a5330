using System.Runtime.InteropServices;
using Platform.Billing.Rating;

namespace Platform.Billing.Ingest;

/// <summary>Whole lines of a log, added up.</summary>
internal sealed class LogChunk
{
    /// <summary>What is wrong with a call that only the sums tell.</summary>
    public const string Unsummable = "with this call, a sum of its hour is below 0 or beyond 9223372036854775807; expected to be taken "
        + "back only what was counted";

    private readonly Dictionary<UsageKey, UsageAmounts> _totals = [];
    private readonly string _log;
    private long _position, _next, _opened, _marked;
    private long? _closed;
    private LogSpan _span;

    private LogChunk(LogCursor start)
    {
        (_log, _position, _next, _opened, _marked, _closed) = (start.Log, start.Position, start.NextNumber, start.Opened, start.Marked,
            start.Closed);
        _span = LogSpan.Of(_log, _opened);
        After = start;
    }

    public LogCursor After { get; private set; }

    public IReadOnlyDictionary<UsageKey, UsageAmounts> Totals => _totals;

    /// <summary>How many.</summary>
    public int Lines { get; private set; }

    /// <summary>Why it ends before its last whole line, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads all whole lines; a torn last one is left for the next time.</summary>
    /// <param name="start">Where the bytes begin.</param>
    /// <param name="bytes">Of the log, from there.</param>
    /// <param name="most">Lines that are read.</param>
    public static LogChunk Read(LogCursor start, ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        var chunk = new LogChunk(start);
        var rest = bytes;
        try
        {
            for (int end; chunk.Lines < most && (end = rest.IndexOf((byte)'\n')) >= 0; rest = rest[(end + 1)..])
                chunk.Take(rest[..end]);
        }
        catch (OverflowException)
        {
            chunk.Fault = $"at byte {chunk._position}: {Unsummable}";
        }
        catch (BrokenLogException broken)
        {
            chunk.Fault = $"at byte {chunk._position}: {broken.Message}";
        }

        var read = bytes[..(int)(chunk._position - start.Position)];
        if (read.Length > 0)
            chunk.After = new LogCursor(
                start.Log, chunk._position, chunk._next, LogHash.Advance(start.Sha256, read, chunk._closed is not null), chunk._opened,
                chunk._marked, chunk._closed);
        return chunk;
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        var line = UsageLineReader.Read(text);
        if (_closed is not null)
            throw new BrokenLogException("there is a line after the log's end");
        if ((line.Kind == UsageLineKind.Opened) != (_position == 0))
            throw new BrokenLogException(_position == 0 ? "the first line does not open a log" : "a log is opened within this one");
        if (line.Kind == UsageLineKind.Opened)
            Open(line);
        _span.Require(line.Kind, line.Time);
        switch (line.Kind)
        {
            case UsageLineKind.Opened:
                break;
            case UsageLineKind.Call:
                Count(line);
                break;
            default:
                Mark(line);
                break;
        }

        _position += text.Length + 1;
        Lines++;
    }

    private void Open(in UsageLine line)
    {
        if (line.Log != _log)
            throw new BrokenLogException($"it says that it is log '{line.Log}'; expected '{_log}', as it is called");
        _span = LogSpan.Of(_log, line.Time);
        (_opened, _marked) = (line.Time, line.Time);
    }

    private void Count(in UsageLine line)
    {
        if (line.Number != _next)
            throw new BrokenLogException($"call {line.Number} follows call {_next - 1}; expected {_next}");
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _totals, new UsageKey(line.Subscription, line.Product, line.Model, line.Version, Hours.OfMilliseconds(line.Time)), out _);
        total += line.Amounts;
        _next++;
    }

    private void Mark(in UsageLine line)
    {
        if (line.Number != _next - 1)
            throw new BrokenLogException($"a mark counts {line.Number} calls; expected {_next - 1}");
        _marked = line.Time;
        if (line.Kind == UsageLineKind.Closed)
            _closed = line.Time;
    }
}
