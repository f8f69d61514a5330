using Platform.Inference.Metrics;
using Platform.Inference.Telemetry;

namespace Platform.Inference.Tests.Telemetry;

public sealed class PrometheusPageTests
{
    [Theory]
    [InlineData("Counter", "a.b", "{row}", "a_b_total")]
    [InlineData("Counter", "a.b", "s", "a_b_seconds_total")]
    [InlineData("Counter", "a.b", "By", "a_b_bytes_total")]
    [InlineData("Gauge", "a.in_b", null, "a_in_b")]
    [InlineData("Gauge", "a.b", "s", "a_b_seconds")]
    [InlineData("Histogram", "a.b", "{row}", "a_b")]
    public void Name_OnThePage_IsMadeOfNameUnitAndKind(string kind, string name, string? unit, string expected)
        => Assert.Equal(expected, new Metric(Enum.Parse<MetricKind>(kind), name, unit, "").PageName);

    [Fact]
    public void Label_WithSignsOfTheFormat_IsEscaped()
    {
        var metric = new Metric(MetricKind.Gauge, "a", null, "What is measured", "label");

        Assert.Equal(
            "# HELP a What is measured.\n# TYPE a gauge\na{label=\"q\\\"b\\\\n\\n\"} 1.5\n",
            PrometheusPage.Write([new Reading(metric, () => [new Sample(1.5, "q\"b\\n\n")])]));
    }

    [Fact]
    public void Histogram_OnThePage_HasBucketsThatHoldThoseBelow()
    {
        var metric = new HistogramMetric("sizes.of_a_test", "{row}", "Sizes", [1, 2.5], "label");
        var histogram = new Histogram(metric, "x");
        foreach (var value in new[] { 1, 2, 2, 3 })
            histogram.Record(value);

        Assert.Equal(
            """
            # HELP sizes_of_a_test Sizes.
            # TYPE sizes_of_a_test histogram
            sizes_of_a_test_bucket{label="x",le="1"} 1
            sizes_of_a_test_bucket{label="x",le="2.5"} 3
            sizes_of_a_test_bucket{label="x",le="+Inf"} 4
            sizes_of_a_test_sum{label="x"} 8
            sizes_of_a_test_count{label="x"} 4

            """,
            PrometheusPage.Write([Reading.Of(metric, () => [histogram])]));
    }
}
