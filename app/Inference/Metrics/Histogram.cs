namespace Platform.Inference.Metrics;

/// <summary>Counts measurements by size. Safe for concurrent use, without locks.</summary>
/// <param name="bounds">Inclusive upper bounds of the buckets, ascending; one more bucket takes what is larger.</param>
internal sealed class Histogram(double[] bounds)
{
    /// <summary>Sums are kept in whole billionths, which can be added without locks.</summary>
    private const double Billion = 1e9;
    private readonly long[] _counts = new long[bounds.Length + 1];
    private long _sum;

    /// <summary>Seconds, from 50 µs to 10 s.</summary>
    public static double[] Durations { get; } =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Rows, in powers of two.</summary>
    public static double[] Sizes { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    public ReadOnlySpan<double> Bounds => bounds;

    /// <summary>The sum of all measurements.</summary>
    public double Sum => Volatile.Read(ref _sum) / Billion;

    /// <summary>How many there are.</summary>
    public long Count
    {
        get
        {
            long count = 0;
            for (var bucket = 0; bucket < _counts.Length; bucket++)
                count += CountOf(bucket);
            return count;
        }
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, (long)(value * Billion));
    }

    /// <summary>Measurements in this bucket; the last one is beyond all bounds.</summary>
    public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);
}
