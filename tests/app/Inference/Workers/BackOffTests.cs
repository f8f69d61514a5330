using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Models;
using Platform.Inference.Workers;

namespace Platform.Inference.Tests.Workers;

/// <summary>How long a worker that ends is waited with, before it is started again.</summary>
public sealed class BackOffTests : IDisposable
{
    private readonly ModelFolder _models = new();
    private readonly HurriedTime _time = new();
    private readonly string _file;

    public BackOffTests() => _file = _models.AddIdentity("m", ModelFolder.Fp32, [-1]);

    public void Dispose() => _models.Dispose();

    [SkippableFact]
    public async Task Worker_ThatCannotBeStarted_IsTriedLaterAndLater()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signal in the exit code");
        using var runtime = Start();
        // What has changed is another model, and not started in the place of this one
        File.SetLastWriteTimeUtc(_file, File.GetLastWriteTimeUtc(_file).AddMinutes(1));

        Kill(runtime);
        await Eventually.TrueAsync(() => _time.Waits.Count >= 12);

        Assert.Equal(
            [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30], _time.Waits.Take(12).Select(wait => wait.TotalSeconds));
        Assert.Equal(
            ("its process ended with exit code 137, and is being started again", 0, 0L),
            (runtime.Failure, runtime.Restarts, runtime.ResidentBytes));
    }

    [SkippableFact]
    public async Task Worker_ThatLivedForLong_IsStartedAgainAtOnce()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no signal in the exit code");
        using var runtime = Start();

        await RestartedAsync(runtime, times: 1);
        Assert.Empty(_time.Waits);

        await RestartedAsync(runtime, times: 2);
        Assert.Equal([0.1], _time.Waits.Select(wait => wait.TotalSeconds));

        _time.Passed = TimeSpan.FromSeconds(31);
        await RestartedAsync(runtime, times: 3);
        Assert.Single(_time.Waits);
        Assert.Null(runtime.Failure);
    }

    private static void Kill(WorkerRuntime runtime)
    {
        using var worker = Process.GetProcessById(runtime.ProcessId);
        worker.Kill();
    }

    private static async Task RestartedAsync(WorkerRuntime runtime, int times)
    {
        Kill(runtime);
        await Eventually.TrueAsync(() => runtime.Restarts == times && runtime.Failure is null);
    }

    private WorkerRuntime Start() => new(ModelFile.Scan(_models.Path).Single(), _time, NullLogger.Instance);

    /// <summary>Whoever waits need not, and it is kept for how long they would have.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
