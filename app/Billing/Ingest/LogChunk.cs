using System.Security.Cryptography;
using Platform.Billing.Rating;

namespace Platform.Billing.Ingest;

/// <summary>Whole lines of a log, added up.</summary>
internal sealed class LogChunk
{
    private readonly Dictionary<UsageKey, UsageAmounts> _totals = [];
    private readonly byte[] _hashed = new byte[SHA256.HashSizeInBytes];
    private byte[] _toHash = new byte[1024];
    private bool _hasHash;

    private LogChunk(LogCursor start)
    {
        After = start;
        if (start.Sha256.Length > 0)
            _hasHash = Convert.FromHexString(start.Sha256, _hashed, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    public LogCursor After { get; private set; }

    public IReadOnlyDictionary<UsageKey, UsageAmounts> Totals => _totals;

    /// <summary>Why it ends before its last whole line, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Reads all whole lines; a torn last one is left for the next time.</summary>
    /// <param name="start">Where the bytes begin.</param>
    /// <param name="bytes">Of the log, from there.</param>
    public static LogChunk Read(LogCursor start, ReadOnlySpan<byte> bytes)
    {
        var chunk = new LogChunk(start);
        try
        {
            for (int end; (end = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(end + 1)..])
                chunk.Take(bytes[..end]);
        }
        catch (BrokenLogException broken)
        {
            chunk.Fault = $"at byte {chunk.After.Position}: {broken.Message}";
        }

        chunk.After = chunk.After with { Sha256 = chunk._hasHash ? Convert.ToHexStringLower(chunk._hashed) : "" };
        return chunk;
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        var line = UsageLineReader.Read(text);
        var after = After with { Position = After.Position + text.Length + 1 };
        if (After.Closed is not null)
            throw new BrokenLogException("there is a line after the log's end");
        if ((line.Kind == UsageLineKind.Opened) != (After.Position == 0))
            throw new BrokenLogException(After.Position == 0 ? "the first line does not open a log" : "a log is opened within this one");
        After = line.Kind switch
        {
            UsageLineKind.Opened => Open(line, after),
            UsageLineKind.Call => Count(line, after),
            UsageLineKind.Mark => RequireLast(line, after) with { Marked = line.Time },
            _ => RequireLast(line, after) with { Marked = line.Time, Closed = line.Time },
        };
        Hash(text);
    }

    private static LogCursor Open(UsageLine line, LogCursor after) => line.Log == after.Log
        ? after with { Opened = line.Time, Marked = line.Time }
        : throw new BrokenLogException($"it says that it is log '{line.Log}'; expected '{after.Log}', as it is called");

    private LogCursor Count(UsageLine line, LogCursor after)
    {
        if (line.Number != After.NextNumber)
            throw new BrokenLogException($"call {line.Number} follows call {After.NextNumber - 1}; expected {After.NextNumber}");
        var key = new UsageKey(line.Subscription, line.Product, line.Model, line.Version, Hours.OfMilliseconds(line.Time));
        try
        {
            _totals[key] = _totals.GetValueOrDefault(key) + line.Amounts;
        }
        catch (OverflowException)
        {
            throw new BrokenLogException($"call {line.Number} brings a sum above {long.MaxValue}");
        }

        return after with { NextNumber = line.Number + 1 };
    }

    private LogCursor RequireLast(UsageLine line, LogCursor after) => line.Number == After.NextNumber - 1
        ? after
        : throw new BrokenLogException($"a mark counts {line.Number} calls; expected {After.NextNumber - 1}");

    /// <summary>Line by line, so that it does not depend on where one reading ended and the next began.</summary>
    private void Hash(ReadOnlySpan<byte> text)
    {
        var length = (_hasHash ? _hashed.Length : 0) + text.Length;
        if (_toHash.Length < length)
            _toHash = new byte[2 * length];
        _hashed.CopyTo(_toHash, 0);
        text.CopyTo(_toHash.AsSpan(length - text.Length));
        SHA256.HashData(_toHash.AsSpan(0, length), _hashed);
        _hasHash = true;
    }
}
