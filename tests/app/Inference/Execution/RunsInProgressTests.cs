using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

public sealed class RunsInProgressTests
{
    private readonly RunsInProgress _runs = new();

    [Fact]
    public void TryTurn_WithoutRuns_IsSo()
    {
        Assert.True(_runs.TryTurn());
        Assert.True(_runs.TryTurn());
    }

    [Fact]
    public void TryTurn_WhileARunGoesOnThatWasThereBefore_IsNot_ThoughOthersComeAndGo()
    {
        var first = _runs.Enter();
        Assert.True(_runs.TryTurn());
        var second = _runs.Enter();

        Assert.False(_runs.TryTurn());
        _runs.Leave(_runs.Enter());
        Assert.False(_runs.TryTurn());
        _runs.Leave(first);
        Assert.True(_runs.TryTurn());
        Assert.Equal(1, _runs.Count);
        Assert.False(_runs.TryTurn());
        _runs.Leave(second);
        Assert.True(_runs.TryTurn());
        Assert.Equal(0, _runs.Count);
    }

    [Fact]
    public void TryTurn_OfRunsThatOverlapWithoutEnd_IsSoForEach()
    {
        var running = _runs.Enter();
        for (var turn = 0; turn < 100; turn++)
        {
            Assert.True(_runs.TryTurn());
            var next = _runs.Enter();
            Assert.False(_runs.TryTurn());
            _runs.Leave(running);
            running = next;
        }
    }
}
