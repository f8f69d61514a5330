namespace Platform.Inference.Execution;

/// <summary>
/// Wakes twice a millisecond while threads have work that requests might wait for. Linux judges who has had more than his share when a
/// thread wakes, and else with its tick, which is 4 ms in most systems: for so long a request waits behind that work where the thread that
/// reads has just run for others.
/// </summary>
internal sealed class SchedulerBeat
{
    private const int MicrosecondsBetween = 500;

    /// <summary>How much work there is when it wakes. A call of gRPC alone is less: to wake would take it a tenth of its time.</summary>
    private const int Needed = 2;

    /// <summary>Without such work, until it sleeps, so that it is not told of each.</summary>
    private const int MostIdleBeats = 20;

    private static SchedulerBeat? _instance;

    private readonly object _lock = new();
    private int _work;
    private volatile bool _isAsleep;

    private SchedulerBeat() => new Thread(Beat) { IsBackground = true, Name = "scheduler beat" }.Start();

    /// <summary>
    /// Where all threads share one processor; from a thread of normal priority, which the thread that wakes then has as well.
    /// </summary>
    public static void Start()
    {
        if (LinuxScheduler.HasOneProcessor)
            _instance ??= new SchedulerBeat();
    }

    /// <returns>To be disposed of when the work is done.</returns>
    public static Work DuringLargeWork() => Begin(Needed);

    /// <returns>To be disposed of when the call is answered.</returns>
    public static Work DuringCall() => Begin(1);

    private static Work Begin(int amount)
    {
        _instance?.Add(amount);
        return new Work(_instance, amount);
    }

    private void Add(int amount)
    {
        var now = Interlocked.Add(ref _work, amount);
        if (now < Needed || now - amount >= Needed || !_isAsleep)
            return;
        lock (_lock)
            Monitor.Pulse(_lock);
    }

    private void Beat()
    {
        // Else Linux would have it wait until the thread that runs has had its slice, and nothing would end that
        LinuxScheduler.ShortenSlices(LinuxScheduler.ShortestSlice);
        var idle = 0;
        while (true)
        {
            idle = Volatile.Read(ref _work) >= Needed ? 0 : idle + 1;
            if (idle == MostIdleBeats)
            {
                Sleep();
                idle = 0;
            }

            LinuxScheduler.Pause(MicrosecondsBetween);
        }
    }

    private void Sleep()
    {
        lock (_lock)
        {
            _isAsleep = true;
            // Before it looks: work that began unseen has seen that it sleeps
            Interlocked.MemoryBarrier();
            while (_work < Needed)
                Monitor.Wait(_lock);
            _isAsleep = false;
        }
    }

    /// <summary>Some work, until it is disposed of.</summary>
    public readonly struct Work(SchedulerBeat? beat, int amount) : IDisposable
    {
        public void Dispose()
        {
            if (beat is not null)
                Interlocked.Add(ref beat._work, -amount);
        }
    }
}
