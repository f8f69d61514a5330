namespace Platform.Gateway.Backends;

/// <summary>
/// Leaves a backend alone for a while once it has failed often enough:
/// https://learn.microsoft.com/azure/api-management/backends#circuit-breaker
/// </summary>
internal sealed class CircuitBreaker(CircuitRule rule, TimeProvider clock)
{
    private readonly Queue<DateTimeOffset> _failures = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _openUntil = DateTimeOffset.MinValue;

    /// <returns>How long it stays open; zero: it is closed.</returns>
    public TimeSpan OpenFor
    {
        get
        {
            lock (_lock)
                return _openUntil > clock.GetUtcNow() ? _openUntil - clock.GetUtcNow() : TimeSpan.Zero;
        }
    }

    /// <param name="retryAfter">What the backend itself asks for.</param>
    public void Count(int status, TimeSpan? retryAfter)
    {
        if (!rule.StatusCodes.Any(range => status >= range.Min && status <= range.Max))
            return;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            while (_failures.TryPeek(out var oldest) && oldest <= now - rule.Interval)
                _failures.Dequeue();
            _failures.Enqueue(now);
            if (_failures.Count < rule.Count)
                return;
            _failures.Clear();
            _openUntil = now + (rule.AcceptRetryAfter && retryAfter is { } asked ? asked : rule.TripDuration);
        }
    }
}
