namespace Platform.Inference.Metrics;

/// <summary>A metric, and where its values are read whenever somebody asks.</summary>
/// <param name="Metric">What is measured.</param>
/// <param name="Samples">One for each of its series; of a histogram, one for each line of the page.</param>
internal sealed record Reading(Metric Metric, Func<IEnumerable<Sample>> Samples)
{
    public static Reading Of(HistogramMetric metric, Func<IEnumerable<Histogram>> histograms)
        => new(metric, () => histograms().SelectMany(histogram => histogram.Samples));
}
