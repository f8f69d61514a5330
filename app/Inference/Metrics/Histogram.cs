using System.Globalization;

namespace Platform.Inference.Metrics;

/// <summary>One series of a histogram. Safe for concurrent use, without locks.</summary>
internal sealed class Histogram
{
    /// <summary>
    /// Sums are kept in whole parts, which can be added without locks: seconds in billionths, and what is counted as it is.
    /// </summary>
    private readonly double _parts;

    private readonly HistogramMetric _metric;
    private readonly string[] _labels;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly double[] _bounds;
    private readonly long[] _counts;
    private long _sum;

    /// <param name="metric">What is counted.</param>
    /// <param name="labels">Of this series, in the metric's order.</param>
    public Histogram(HistogramMetric metric, params string[] labels)
    {
        _metric = metric;
        _labels = labels;
        _tags = [.. metric.Labels.Zip(labels, (name, value) => KeyValuePair.Create(name, (object?)value))];
        _parts = metric.Unit == "s" ? 1e9 : 1;
        _bounds = metric.Bounds;
        _counts = new long[_bounds.Length + 1];
    }

    /// <summary>The sum of all measurements.</summary>
    public double Sum => Volatile.Read(ref _sum) / _parts;

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

    /// <summary>The lines of Prometheus' page, in which each bucket has what those before it have.</summary>
    public IEnumerable<Sample> Samples
    {
        get
        {
            long count = 0;
            for (var bucket = 0; bucket < _counts.Length; bucket++)
            {
                count += CountOf(bucket);
                var bound = bucket < _bounds.Length ? _bounds[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
                yield return new Sample(count, [.. _labels, bound]) { Suffix = "_bucket" };
            }

            yield return new Sample(Sum, _labels) { Suffix = "_sum" };
            yield return new Sample(count, _labels) { Suffix = "_count" };
        }
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, (long)(value * _parts));
        if (_metric.Instrument.Enabled)
            _metric.Instrument.Record(value, _tags);
    }

    private long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);
}
