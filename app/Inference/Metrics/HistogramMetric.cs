using System.Diagnostics.Metrics;

namespace Platform.Inference.Metrics;

/// <summary>Declares what is counted by size.</summary>
/// <param name="Name">As <see cref="Metric"/> has it, and so on.</param>
/// <param name="Bounds">Inclusive upper bounds of the buckets, ascending; one more bucket takes what is larger.</param>
internal sealed record HistogramMetric(string Name, string? Unit, string Description, double[] Bounds, params string[] Labels)
    : Metric(MetricKind.Histogram, Name, Unit, Description, Labels)
{
    /// <summary>Seconds, from 50 µs to 10 s.</summary>
    public static double[] Durations { get; } =
        [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Rows, in powers of two.</summary>
    public static double[] Sizes { get; } = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];

    /// <summary>
    /// Takes each value of every <see cref="Histogram"/> where somebody listens: unlike counters and gauges, OpenTelemetry cannot be given
    /// the counts of a histogram that there are already.
    /// </summary>
    /// <seealso href="https://opentelemetry.io/docs/specs/otel/metrics/api/#histogram"/>
    public Histogram<double> Instrument { get; } = ServerMeter.Recorded.CreateHistogram(
        Name, Unit, Description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
}
