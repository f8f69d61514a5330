namespace Platform.Inference.Execution;

/// <summary>
/// Memory that the process has just asked the system for and has not used yet, as a result of 256 MB while a graph fills it. What stays
/// unused, as most of a thread's stack, is forgotten. Not safe for concurrent use.
/// </summary>
internal sealed class UntouchedMemory
{
    /// <summary>The part of it that each look forgets.</summary>
    private const int Part = 16;

    private (long Allocated, long Used)? _last;
    private long _untouched;

    /// <param name="allocated">Bytes that the process has asked for by now.</param>
    /// <param name="used">Bytes that it has. What is given back is not about to be used, so that only more of them counts.</param>
    /// <returns>Bytes that are about to be used.</returns>
    public long Look(long allocated, long used)
    {
        var last = _last ?? (allocated, used);
        _untouched = Math.Max(0, _untouched - (_untouched / Part) + allocated - last.Allocated - Math.Max(0, used - last.Used));
        _last = (allocated, used);
        return _untouched;
    }
}
