using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Execution;
using Platform.Inference.Metrics;
using Platform.Inference.Models;
using Platform.Inference.Releases;
using Platform.Inference.Tests.Generation;

namespace Platform.Inference.Tests.Releases;

/// <summary>What waits to be compared, and what becomes of it.</summary>
public sealed class ReleaseWatchTests : IAsyncLifetime
{
    private readonly DecoderFolder _folder = new(settings: """{"release":{"version":2,"shadowPercent":100}}""");
    private RunningServer _server = null!;
    private Model _model = null!;
    private ReleaseWatch _watch = null!;

    public async Task InitializeAsync()
    {
        _folder.AddVersion(2);
        _server = await RunningServer.StartAsync("--Models:Root", _folder.Path);
        var models = (ModelRepository)_server.Services.GetService(typeof(ModelRepository))!;
        _model = models.Find("sum");
        _watch = new ReleaseWatch(models, TimeProvider.System, NullLogger<ReleaseWatch>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private Release Trial => _model.Trial!.Release!;

    [Fact]
    public void MoreThanMayWait_AreDropped_AndCounted()
    {
        var all = Enumerable.Range(0, ReleaseWatch.Waiting + 3).Select(_ => Take()).ToList();

        Assert.Equal(3, Trial.Dropped);
        Assert.Equal([.. Enumerable.Repeat(false, ReleaseWatch.Waiting), true, true, true], all.Select(each => each.IsDisposed));
    }

    [Fact]
    public void WhatIsLarge_IsDropped_AndCounted()
    {
        Assert.True(Take(isLarge: true).IsDisposed);
        Assert.Equal(1, Trial.Dropped);
    }

    [Theory]
    [InlineData(nameof(Outcome.Invalid))]
    [InlineData(nameof(Outcome.Refused))]
    [InlineData(nameof(Outcome.Cancelled))]
    [InlineData(nameof(Outcome.Failed))]
    public void WhatWasNotAnswered_IsNotCompared(string outcome)
    {
        Assert.True(Take(outcome: Enum.Parse<Outcome>(outcome)).IsDisposed);
        Assert.Equal(0, Trial.Dropped);
    }

    [Fact]
    public async Task Comparisons_AreMadeOneAtATime_AndEachIsCountedByHowItEnds()
    {
        var (running, most) = (0, 0);
        FakeComparison TakeCounted(Func<Compared> end) => Take(async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return end();
        });

        FakeComparison[] all =
        [
            TakeCounted(() => new Compared(0.5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))),
            TakeCounted(() => throw new RefusedException("there is much to do")),
            TakeCounted(() => throw new InvalidOperationException("its run failed")),
            TakeCounted(() => new Compared(0.25, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))),
        ];
        await _watch.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => all.All(each => each.IsDisposed));

        Assert.Equal((2L, 0.75, 1L, 1L), (Trial.Comparisons, Trial.Disagreements, Trial.Failures, Trial.Dropped));
        Assert.Equal((4.0, 2.0), (Trial.OwnSeconds, Trial.OtherSeconds));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task FailureOfTheVersionInService_IsNotTheOthers()
    {
        var comparison = new FakeComparison(_model.Trial!, _ => throw new InvalidOperationException("its run failed"));
        _watch.End(_model.Trial!, Outcome.Success, comparison);
        await _watch.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => comparison.IsDisposed);

        Assert.Equal((0L, 0L, 0L), (Trial.Comparisons, Trial.Failures, Trial.Dropped));
    }

    [Fact]
    public async Task WhatWaits_WhenTheServerStops_IsGivenBack()
    {
        var hasBegun = new TaskCompletionSource();
        var running = Take(async stop =>
        {
            hasBegun.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return new Compared();
        });
        var waiting = Take();
        await _watch.StartAsync(CancellationToken.None);
        await hasBegun.Task;
        await _watch.StopAsync(CancellationToken.None);

        Assert.Equal((true, true, true), (running.IsDisposed, waiting.IsDisposed, Take().IsDisposed));
        Assert.Equal(0, Trial.Failures);
    }

    private FakeComparison Take(
        Func<CancellationToken, Task<Compared>>? ask = null, bool isLarge = false, Outcome outcome = Outcome.Success)
    {
        ask ??= _ => Task.FromResult(new Compared());
        var comparison = new FakeComparison(_model.InService!, ask) { IsLarge = isLarge };
        _watch.End(_model.InService!, outcome, comparison);
        return comparison;
    }

    private sealed class FakeComparison(ModelVersion answered, Func<CancellationToken, Task<Compared>> ask) : IComparison
    {
        public ModelVersion Answered => answered;

        public bool IsLarge { get; init; }

        public bool IsDisposed { get; private set; }

        public Task<Compared> AskAsync(InferenceJob other, CancellationToken stop)
        {
            Assert.NotSame(answered, other.Model);
            return ask(stop);
        }

        public void Dispose() => IsDisposed = true;
    }
}
