namespace Platform.Gateway.Backends;

/// <summary>When a breaker opens, and for how long.</summary>
internal sealed record CircuitRule(
    int Count, TimeSpan Interval, TimeSpan TripDuration, bool AcceptRetryAfter, IReadOnlyList<(int Min, int Max)> StatusCodes);
