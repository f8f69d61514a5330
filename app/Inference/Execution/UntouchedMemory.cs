namespace Platform.Inference.Execution;

/// <summary>
/// Memory that the process has asked the system for and has not used. Some of it always stays so, as most of a thread's stack; where it has
/// just become more, it is about to be used, as a result of 256 MB is while a graph fills it. Not safe for concurrent use.
/// </summary>
internal sealed class UntouchedMemory
{
    /// <summary>The part of what is more than usual that each look takes for usual from then on.</summary>
    private const int Part = 16;

    private long? _usual;

    /// <param name="bytes">Untouched now.</param>
    /// <returns>How much of them is about to be used.</returns>
    public long Look(long bytes)
    {
        var more = Math.Max(0, bytes - (_usual ?? bytes));
        _usual = bytes - more + (more / Part);
        return more;
    }
}
