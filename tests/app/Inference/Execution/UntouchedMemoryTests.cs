using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

public sealed class UntouchedMemoryTests
{
    private const long Allocated = 300_000_000, Used = 200_000_000, Result = 256_000_000;

    private readonly UntouchedMemory _untouched = new();

    public UntouchedMemoryTests() => Assert.Equal(0, _untouched.Look(Allocated, Used, isTurn: true));

    [Fact]
    public void Look_AtAResultThatIsFilled_SaysHowMuchOfItIsAboutToBeUsed()
    {
        Assert.Equal(Result * 3 / 4, _untouched.Look(Allocated + Result, Used + (Result / 4), isTurn: false));
        Assert.Equal(Result / 2, _untouched.Look(Allocated + Result, Used + (Result / 2), isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated + Result, Used + Result, isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated, Used, isTurn: true));
    }

    [Fact]
    public void Look_WhileARunGoesOn_KeepsWhatItMayHaveAskedFor()
    {
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: true));
        for (var look = 0; look < 1000; look++)
            Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));

        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: true));
        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: false), Result * 14 / 16, Result * 15 / 16);
    }

    [Fact]
    public void Look_AtWhatRunsHaveLeftUntouched_ForgetsIt()
    {
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: true));
        for (var look = 0; look < 100; look++)
            _untouched.Look(Allocated + Result, Used, isTurn: true);

        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: true), 0, Result / 100);
        Assert.InRange(_untouched.Look(Allocated + (2 * Result), Used, isTurn: true), Result, Result * 101 / 100);
    }

    [Fact]
    public void Look_AtOthersThatGiveBackWhatTheyUsed_KeepsWhatIsAboutToBeUsed()
    {
        const long others = 50_000_000;
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));

        Assert.Equal(Result, _untouched.Look(Allocated + Result - others, Used - others, isTurn: false));
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        Assert.Equal(Result - 1000, _untouched.Look(Allocated + Result - others, Used - others + 1000, isTurn: false));
    }

    [Fact]
    public void Look_AtAResultThatIsGivenBackUnused_DoesNotCountIt()
    {
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));

        Assert.Equal(0, _untouched.Look(Allocated, Used, isTurn: false));
    }

    [Fact]
    public void Look_AtAResultInThePlaceOfAnother_SaysThatItIsAboutToBeUsed()
    {
        _untouched.Look(Allocated + Result, Used + Result, isTurn: false);

        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated + Result, Used + Result, isTurn: false));
    }
}
