namespace Platform.Inference.Execution;

/// <summary>
/// What a model takes for a run, next to the inputs themselves: learnt from runs of growing inputs, and guessed on the
/// safe side for larger ones than were seen.
/// </summary>
/// <param name="isLinear">Whether only rows and texts make inputs larger; else, as with attention, twice the length may take four times as
/// much.</param>
internal sealed class RunMemory(bool isLinear)
{
    /// <summary>Of memory for a byte of input, until the model has shown what it takes.</summary>
    private const double Unknown = 24;

    private const double Margin = 1.25;

    /// <summary>A run is measured when its inputs are so much larger than those of all before.</summary>
    private const double News = 1.5;

    private const int LeastMeasured = 32 << 10;

    private readonly Lock _lock = new();
    private volatile Lesson _last = new(0, 0);

    /// <summary>Bytes of the largest inputs that were measured; 0 before.</summary>
    public long Measured => _last.Input;

    public bool IsNews(long input) => input >= LeastMeasured && input > News * Measured;

    /// <param name="input">Bytes of all inputs.</param>
    public long Estimate(long input)
    {
        var last = _last;
        if (last.Input == 0)
            return (long)(input * Unknown);
        var ratio = (double)input / last.Input;
        var most = isLinear || ratio <= 1 ? ratio : ratio * ratio;
        return Math.Max(input, (long)Math.Min(last.Peak * most * Margin, long.MaxValue / 4));
    }

    public void Learn(long input, long peak)
    {
        lock (_lock)
        {
            // Half a page's worth of noise must not make a model look as if it took nothing.
            if (input > _last.Input)
                _last = new Lesson(input, Math.Max(peak, input));
        }
    }

    /// <summary>What a run has shown, as one: requests read it without a lock.</summary>
    /// <param name="Input">Bytes of its inputs; 0 for none.</param>
    /// <param name="Peak">Bytes that it took.</param>
    private sealed record Lesson(long Input, long Peak);
}
