using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

public sealed class UntouchedMemoryTests
{
    private const int Usual = 300_000_000, Result = 256_000_000;

    private readonly UntouchedMemory _untouched = new();

    [Fact]
    public void Look_AtWhatHasJustBecomeMore_SaysThatItIsAboutToBeUsed()
    {
        Assert.Equal(0, _untouched.Look(Usual));
        Assert.Equal(Result, _untouched.Look(Usual + Result));
        // A part is used by now
        Assert.InRange(_untouched.Look(Usual + (Result / 2)), Result * 7 / 16, Result / 2);
        Assert.Equal(0, _untouched.Look(Usual));
    }

    [Fact]
    public void Look_AtWhatStaysUntouched_TakesItForUsual()
    {
        _untouched.Look(Usual);
        for (var look = 0; look < 100; look++)
            _untouched.Look(Usual + Result);

        Assert.InRange(_untouched.Look(Usual + Result), 0, Result / 100);
        Assert.InRange(_untouched.Look(Usual + (2L * Result)), Result, Result * 101L / 100);
    }

    [Fact]
    public void Look_AtLess_TakesItForUsualAtOnce()
    {
        _untouched.Look(Usual);

        Assert.Equal(0, _untouched.Look(0));
        Assert.Equal(Usual, _untouched.Look(Usual));
    }
}
