using System.Diagnostics;

namespace Platform.Bench;

/// <summary>One slice of time, which may be several turns.</summary>
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
    /// <param name="turns">Of one server.</param>
    /// <param name="rows">In one request.</param>
    /// <exception cref="PeerException">There was no answer.</exception>
    public static Measurement Of(IReadOnlyCollection<Turn> turns, int rows)
    {
        var seconds = turns.Sum(turn => turn.Seconds);
        var latencies = turns.SelectMany(turn => turn.Latencies).Order().ToArray();
        if (latencies.Length == 0)
            throw new PeerException($"the server gave no answer in {seconds:0.0} seconds");
        var rate = latencies.Length / seconds;
        return new Measurement(
            latencies.Length, rate, rate * rows, Milliseconds(latencies[latencies.Length / 2]),
            Milliseconds(latencies[(int)(latencies.Length * 99L / 100)]),
            turns.Sum(turn => turn.Processor.TotalMicroseconds) / latencies.Length / rows);
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
