namespace Platform.Inference.Metrics;

/// <summary>A value of now.</summary>
/// <param name="Value">It.</param>
/// <param name="Labels">Of its series, in the metric's order; of a bucket, its bound after them.</param>
internal readonly record struct Sample(double Value, params string[] Labels)
{
    /// <summary>What a line of a histogram has behind the metric's name.</summary>
    public string Suffix { get; init; } = "";
}
