using System.Diagnostics;

namespace Platform.Bench;

/// <summary>One slice of time.</summary>
/// <param name="Requests">Answered with 200.</param>
/// <param name="RequestsPerSecond">Of them.</param>
/// <param name="RowsPerSecond">The rows in them.</param>
/// <param name="MedianMilliseconds">Half of the answers came within this time; 0 where there are no requests.</param>
/// <param name="P99Milliseconds">99 of 100 did within this.</param>
/// <param name="RowMicroseconds">Processor time of the server for each row.</param>
internal sealed record Measurement(
    long Requests, double RequestsPerSecond, double RowsPerSecond, double MedianMilliseconds, double P99Milliseconds,
    double RowMicroseconds)
{
    /// <param name="latencies">Of all requests, in ticks of the stopwatch; they are sorted here.</param>
    /// <param name="seconds">That all of them took.</param>
    /// <param name="processor">Time that the server used.</param>
    /// <param name="rows">In one request.</param>
    /// <exception cref="PeerException">There was no answer.</exception>
    public static Measurement Of(List<long> latencies, double seconds, TimeSpan processor, int rows)
    {
        if (latencies.Count == 0)
            throw new PeerException($"the server gave no answer in {seconds:0.0} seconds");
        latencies.Sort();
        var rate = latencies.Count / seconds;
        return new Measurement(
            latencies.Count, rate, rate * rows, Milliseconds(latencies[latencies.Count / 2]),
            Milliseconds(latencies[(int)(latencies.Count * 99L / 100)]),
            processor.TotalMicroseconds / latencies.Count / rows);
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
