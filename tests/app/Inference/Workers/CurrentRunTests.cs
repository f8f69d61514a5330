using Platform.Inference.Execution;
using Platform.Inference.Workers;

namespace Platform.Inference.Tests.Workers;

/// <summary>Orders to end a run, which come on a pipe of their own and so at any moment.</summary>
public sealed class CurrentRunTests
{
    private readonly Executor _executor = new();
    private readonly CurrentRun _run;

    public CurrentRunTests() => _run = new CurrentRun(_executor);

    [Fact]
    public void End_OfTheRunThatIsUnderWay_EndsIt()
    {
        _run.Begin(1);
        Assert.False(_executor.Ends);

        _run.End(1);

        Assert.True(_executor.Ends);
    }

    [Fact]
    public void End_ThatComesWhileTheNextRunIsUnderWay_DoesNothing()
    {
        _run.Begin(1);
        _run.Begin(2);

        _run.End(1);

        Assert.False(_executor.Ends);
    }

    [Fact]
    public void End_ThatComesBetweenTwoRuns_DoesNothingToTheNext()
    {
        _run.Begin(1);
        _run.End(1);

        _run.Begin(2);

        Assert.False(_executor.Ends);
    }

    [Fact]
    public void End_ThatComesBeforeItsRun_EndsThatOneAlone()
    {
        _run.Begin(1);
        _run.End(2);
        Assert.False(_executor.Ends);

        _run.Begin(2);
        Assert.True(_executor.Ends);

        _run.Begin(3);
        Assert.False(_executor.Ends);
    }

    private sealed class Executor : IExecutor
    {
        /// <summary>Whether a run ends as soon as it can.</summary>
        public bool Ends { get; private set; }

        public int ProcessId => Environment.ProcessId;

        public void Run(ReadOnlySpan<Job> jobs)
        {
        }

        public void Terminate() => Ends = true;

        public void Resume() => Ends = false;

        public void Dispose()
        {
        }
    }
}
