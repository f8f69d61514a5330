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
        AssertAbout(Result * 3 / 4, _untouched.Look(Allocated + Result, Used + (Result / 4), isTurn: false));
        AssertAbout(Result / 2, _untouched.Look(Allocated + Result, Used + (Result / 2), isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated + Result, Used + Result, isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated, Used, isTurn: true));
    }

    [Fact]
    public void Look_WhileARunGoesOn_KeepsWhatItMayHaveAskedFor()
    {
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: true));
        for (var look = 0; look < 20; look++)
            Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: false), Result * 15 / 16, Result);

        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: true), Result * 15 / 16, Result);
        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: false), Result * 14 / 16, Result * 15 / 16);
    }

    [Fact]
    public void Look_WhileARunGoesOnForMinutes_ForgetsWhatNobodyUses()
    {
        _untouched.Look(Allocated + Result, Used, isTurn: true);
        for (var look = 0; look < 3000; look++)
            _untouched.Look(Allocated + Result, Used, isTurn: false);

        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: false), 0, Result / 100);
    }

    [Fact]
    public void Look_AtWhatRunsHaveLeftUntouched_ForgetsIt()
    {
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: true));
        for (var look = 0; look < 100; look++)
            _untouched.Look(Allocated + Result, Used, isTurn: true);

        Assert.InRange(_untouched.Look(Allocated + Result, Used, isTurn: true), 0, Result / 100);
        AssertAbout(Result, _untouched.Look(Allocated + (2 * Result), Used, isTurn: true));
    }

    [Fact]
    public void Look_AtOthersThatGiveBackWhatTheyUsed_KeepsWhatIsAboutToBeUsed()
    {
        const long others = 50_000_000;
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));

        AssertAbout(Result, _untouched.Look(Allocated + Result - others, Used - others, isTurn: false));
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        AssertAbout(Result - others, _untouched.Look(Allocated + Result - others, Used, isTurn: false));
    }

    [Fact]
    public void Look_AtAResultThatIsGivenBackUnused_DoesNotCountIt()
    {
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));

        Assert.Equal(0, _untouched.Look(Allocated, Used, isTurn: false));
    }

    [Fact]
    public void Look_AtAResultInThePlaceOfAnother_SaysThatItIsAboutToBeUsed()
    {
        _untouched.Look(Allocated + Result, Used + Result, isTurn: false);

        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        AssertAbout(Result, _untouched.Look(Allocated + Result, Used, isTurn: false));
        Assert.Equal(0, _untouched.Look(Allocated + Result, Used + Result, isTurn: false));
    }

    private static void AssertAbout(long expected, long actual) => Assert.InRange(actual, expected * 99 / 100, expected * 101 / 100);
}
