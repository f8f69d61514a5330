namespace Platform.Gateway.Tests;

/// <summary>A clock that goes when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whoever waits goes on at once, with the clock at the end of the wait; else it waits for the machine's time.</summary>
    public bool EndsWaitsAtOnce { get; set; }

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (!EndsWaitsAtOnce)
            return base.CreateTimer(callback, state, dueTime, period);
        Waits.Add(dueTime);
        Advance(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
