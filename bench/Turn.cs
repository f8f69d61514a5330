namespace Platform.Bench;

/// <summary>What one server did while the load was its own.</summary>
/// <param name="Latencies">Of all requests, in ticks of the stopwatch.</param>
/// <param name="Seconds">That all of them took.</param>
/// <param name="Processor">Time that the server used.</param>
internal sealed record Turn(IReadOnlyList<long> Latencies, double Seconds, TimeSpan Processor);
