namespace Platform.Inference.Execution;

/// <summary>
/// Memory that the process may use without asking the system again, and just has not yet: a result of 256 MB while a graph fills it, which
/// may wait for its processor in between, or what was given back within the C library's heap. What stays unused when the runs have ended
/// that may have asked for it is forgotten. Not safe for concurrent use.
/// </summary>
internal sealed class UntouchedMemory
{
    /// <summary>The part of it that each look forgets where the runs have ended, and the part of all: a run may go on for minutes.</summary>
    private const int Part = 16, SmallPart = 512;

    private (long Allocated, long Used)? _last;
    private long _untouched;

    /// <summary>What there was more since the last turn, and between that and the one before.</summary>
    private long _since, _before;

    /// <param name="allocated">Bytes that the process has asked for.</param>
    /// <param name="used">Bytes of them that it has.</param>
    /// <param name="isTurn">Whether all runs have ended that were there when this was last so.</param>
    /// <returns>Bytes that are about to be used.</returns>
    public long Look(long allocated, long used, bool isTurn)
    {
        var last = _last ?? (allocated, used);
        var more = allocated - last.Allocated - (used - last.Used);
        _untouched -= Math.Max(Math.Max(0, _untouched - _since - _before) / Part, _untouched / SmallPart);
        _untouched = Math.Max(0, _untouched + more);
        _since += Math.Max(0, more);
        if (isTurn)
            (_before, _since) = (_since, 0);
        _last = (allocated, used);
        return _untouched;
    }
}
