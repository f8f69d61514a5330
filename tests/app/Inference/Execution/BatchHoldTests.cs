using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Execution;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Execution;

/// <summary>When a batch waits for company: four requests were answered, and the next batch may be held back for 10 ms.</summary>
public sealed class BatchHoldTests : IClassFixture<FixtureServer>, IDisposable
{
    private const int Answered = 4;
    private readonly ManualTime _time = new();
    private readonly Runner _runner = new();
    private readonly JobList _jobs = new();
    private readonly ModelRepository _models;
    private readonly BatchHold _hold;

    public BatchHoldTests(FixtureServer fixture)
    {
        _models = fixture.Server.Services.GetRequiredService<ModelRepository>();
        _hold = Create(TimeSpan.FromMilliseconds(10));
    }

    public void Dispose() => _hold.Dispose();

    [Fact]
    public void FirstRequest_StartsAtOnce()
    {
        Arrive(1);

        Assert.False(_hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public void RequestAfterTheDelayIsOver_StartsAtOnce()
    {
        _hold.Finished(Answered, waiting: 0);
        _time.Advance(10);
        Arrive(1);

        Assert.False(_hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public void OnlyCaller_StartsAtOnce()
    {
        _hold.Finished(answered: 1, waiting: 0);
        Arrive(1);

        Assert.False(_hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public void NoDelaySet_StartsAtOnce()
    {
        using var hold = Create(TimeSpan.Zero);
        hold.Finished(Answered, waiting: 0);
        Arrive(1);

        Assert.False(hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public async Task CompanyThatComesBack_EndsTheHold()
    {
        _hold.Finished(answered: 3, waiting: 1);
        Arrive(1);
        Assert.True(_hold.TryHold(_jobs, _runner));

        Arrive(2);
        _hold.EndIfEnough(_jobs);
        Assert.False(_runner.Started.IsCompleted);
        Arrive(1);
        _hold.EndIfEnough(_jobs);

        await _runner.Started;
        Assert.False(_hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public async Task TimeThatIsUp_EndsTheHold()
    {
        _hold.Finished(Answered, waiting: 0);
        Arrive(3);
        Assert.True(_hold.TryHold(_jobs, _runner));

        _time.Advance(10);

        await _runner.Started;
        Assert.False(_hold.TryHold(_jobs, _runner));
        // Most came back, so that the next batch is held again.
        _hold.Finished(Answered, waiting: 0);
        Assert.True(_hold.TryHold(_jobs, _runner));
    }

    [Fact]
    public void CompanyThatDoesNotComeBack_IsNotWaitedForAgainSoon()
    {
        _hold.Finished(Answered, waiting: 0);
        Arrive(1);
        Assert.True(_hold.TryHold(_jobs, _runner));
        _time.Advance(10);
        Assert.False(_hold.TryHold(_jobs, _runner));

        for (var batch = 0; batch < 4; batch++)
        {
            _hold.Finished(Answered, waiting: 0);
            Assert.False(_hold.TryHold(_jobs, _runner));
        }

        _hold.Finished(Answered, waiting: 0);
        Assert.True(_hold.TryHold(_jobs, _runner));
    }

    private BatchHold Create(TimeSpan delay)
        => new(new JobQueueLimits(true, MaxRows: 8, delay, MaxWaiting: 100, Runners: 1), _time, new Lock());

    private void Arrive(int requests)
    {
        for (var i = 0; i < requests; i++)
            _jobs.Append(_models.RentJob("simple", null));
    }

    private sealed class Runner : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started => _started.Task;

        public void Execute() => _started.TrySetResult();
    }
}
