using System.Diagnostics.Metrics;
using Platform.Inference.Metrics;
using Histogram = Platform.Inference.Metrics.Histogram;

namespace Platform.Inference.Tests.Metrics;

public sealed class HistogramTests
{
    /// <summary>As many rows as a busy server computes in a day.</summary>
    [Fact]
    public void Sum_OfManyRows_DoesNotOverflow()
    {
        var rows = new Histogram(ModelMetrics.BatchRows, "m", "1");
        for (var i = 0; i < 4; i++)
            rows.Record(4_000_000_000);

        Assert.Equal((16e9, 4), (rows.Sum, rows.Count));
    }

    [Fact]
    public void Sum_OfSeconds_KeepsTheirParts()
    {
        var seconds = new Histogram(ModelMetrics.QueueDuration, "m", "1");
        seconds.Record(0.000_000_25);
        seconds.Record(2);

        Assert.Equal(2.000_000_25, seconds.Sum);
    }

    [Fact]
    public void Value_WhereSomebodyListens_ReachesTheInstrumentOnceWithItsLabelsAndBounds()
    {
        var metric = new HistogramMetric("listened.of_a_test", "s", "", [1, 2], "model");
        var taken = new List<(double, string)>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => taken.Add((value, $"{tags[0].Key}={tags[0].Value}")));
        var histogram = new Histogram(metric, "m");
        histogram.Record(0.5);
        listener.EnableMeasurementEvents(metric.Instrument);
        histogram.Record(1.5);

        Assert.Equal([(1.5, "model=m")], taken);
        Assert.Equal(2, histogram.Count);
        Assert.Equal([1, 2], metric.Instrument.Advice!.HistogramBucketBoundaries!);
    }
}
