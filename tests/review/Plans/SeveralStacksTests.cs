using Platform.Review.Stacks;
using Pulumi;

namespace Platform.Review.Tests.Plans;

/// <summary>Stacks that are evaluated at once, though the SDK reads the settings of each from the one environment of the process.</summary>
public sealed class SeveralStacksTests
{
    // Each waits in the middle of its program until the other has come as far
    [Fact]
    public async Task Record_TwoStacksAtOnce_BothAreEvaluatedWithTheirOwnSettings()
    {
        using var both = new Barrier(2);
        var plans = await Task.WhenAll(new[] { "one", "two" }.Select(name => Task.Run(() => SmallStack.PlanAsync(
            new StackConfiguration(name, new Dictionary<string, string> { ["platform:who"] = name }, []),
            stack =>
            {
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30)), $"{name} was evaluated alone");
                stack.Answer = Output.Create(new Config("platform").Require("who"));
            }))));

        Assert.Equal(["one", "two"], plans.Select(plan => (string?)plan.Outputs["answer"]));
    }

    [Fact]
    public async Task Record_AStackThatFails_LeavesTheNextOneItsTurn()
    {
        await SmallStack.FailAsync(_ => throw new InvalidOperationException("no"));

        var plan = await SmallStack.PlanAsync(_ => { }, ("platform:who", "next"));

        Assert.Equal("42", (string?)plan.Outputs["answer"]);
    }
}
