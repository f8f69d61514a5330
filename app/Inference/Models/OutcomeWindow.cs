namespace Platform.Inference.Models;

/// <summary>How bad the last outcomes were, each from 0 to 1.</summary>
internal sealed class OutcomeWindow
{
    /// <summary>Older ones are forgotten, so that a fault of today is not hidden by a good week.</summary>
    public const int Size = 1_000;

    private readonly Lock _lock = new();
    private readonly float[] _last = new float[Size];
    private double _sum;
    private long _count;

    /// <returns>How many of the last outcomes are known, and their mean in percent.</returns>
    public (int Known, double Percent) Add(float bad)
    {
        lock (_lock)
        {
            ref var place = ref _last[_count++ % Size];
            _sum += bad - place;
            place = bad;
            var known = (int)Math.Min(_count, Size);
            return (known, 100 * Math.Max(0, _sum) / known);
        }
    }
}
