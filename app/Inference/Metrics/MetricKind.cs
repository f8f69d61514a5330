namespace Platform.Inference.Metrics;

/// <summary>What the values of a metric say.</summary>
internal enum MetricKind
{
    /// <summary>How much there has been; it only grows.</summary>
    Counter,

    /// <summary>What is now.</summary>
    Gauge,

    /// <summary>How many there have been of which size.</summary>
    Histogram,
}
