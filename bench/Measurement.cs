namespace Platform.Bench;

/// <param name="RequestsPerSecond">Answered with 200.</param>
/// <param name="RowsPerSecond">The rows in them.</param>
/// <param name="MedianMilliseconds">Half of the answers came within this time.</param>
/// <param name="P99Milliseconds">99 of 100 did within this.</param>
internal sealed record Measurement(double RequestsPerSecond, double RowsPerSecond, double MedianMilliseconds, double P99Milliseconds);
