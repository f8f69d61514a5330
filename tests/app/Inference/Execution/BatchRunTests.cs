using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Execution;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Execution;

public sealed class BatchRunTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    [Fact]
    public async Task Execute_WhenAllCallersAreGone_TellsThoseWhoseTimeIsUpFromThoseWhoLeft()
    {
        var models = fixture.Server.Services.GetRequiredService<ModelRepository>();
        var (left, late) = (models.RentJob("simple", null), models.RentJob("simple", null));
        using var leave = new CancellationTokenSource();
        left.CallerGone = leave.Token;
        late.GivenUpAt = TimeProvider.System.GetTimestamp();
        using var run = new BatchRun(new EndlessRun(leave), null, TimeProvider.System);

        run.Execute([left, late]);

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await left.Completion);
        Assert.Equal(
            "the deadline of the call passed while model 'simple' ran",
            (await Assert.ThrowsAsync<RefusedException>(async () => await late.Completion)).Message);
        left.Model.ReturnJob(left);
        late.Model.ReturnJob(late);
    }

    /// <summary>Goes on until it is ended, and has one caller leave meanwhile.</summary>
    private sealed class EndlessRun(CancellationTokenSource leave) : IExecutor
    {
        private readonly ManualResetEventSlim _ended = new();

        public int ProcessId => Environment.ProcessId;

        public void Run(ReadOnlySpan<Job> jobs)
        {
            leave.Cancel();
            _ended.Wait(TimeSpan.FromMinutes(1));
            throw new InvalidOperationException("the run was ended");
        }

        public void Terminate() => _ended.Set();

        public void Resume()
        {
        }

        public void Dispose() => _ended.Dispose();
    }
}
