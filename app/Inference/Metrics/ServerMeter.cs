using System.Diagnostics.Metrics;

namespace Platform.Inference.Metrics;

/// <summary>Shows OpenTelemetry, and whoever else listens, the metrics of a server that are on its meter.</summary>
internal sealed class ServerMeter : IDisposable
{
    public const string Name = "Platform.Inference";

    private readonly Meter _observed = new(Name);

    public ServerMeter(IEnumerable<Reading> readings)
    {
        foreach (var reading in readings)
            if (reading.Metric.IsOnMeter)
                Observe(reading);
    }

    /// <summary>Of histograms, which all servers of a process share.</summary>
    public static Meter Recorded { get; } = new(Name);

    public void Dispose() => _observed.Dispose();

    private void Observe(Reading reading)
    {
        var metric = reading.Metric;
        // A counter begins with the first that it counts
        if (metric.Kind == MetricKind.Counter)
            _observed.CreateObservableCounter(
                metric.Name, () => Measure(reading).Where(now => now.Value > 0), metric.Unit, metric.Description);
        else
            _observed.CreateObservableGauge(metric.Name, () => Measure(reading), metric.Unit, metric.Description);
    }

    private static IEnumerable<Measurement<long>> Measure(Reading reading)
        => from sample in reading.Samples()
        select new Measurement<long>(
            (long)sample.Value, reading.Metric.Labels.Zip(sample.Labels, (name, value) => KeyValuePair.Create(name, (object?)value)));
}
