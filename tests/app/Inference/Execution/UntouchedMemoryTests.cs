using Platform.Inference.Execution;

namespace Platform.Inference.Tests.Execution;

public sealed class UntouchedMemoryTests
{
    private const long Allocated = 300_000_000, Used = 200_000_000, Result = 256_000_000;

    private readonly UntouchedMemory _untouched = new();

    public UntouchedMemoryTests() => Assert.Equal(0, _untouched.Look(Allocated, Used));

    [Fact]
    public void Look_AtAResultThatIsFilled_SaysHowMuchOfItIsAboutToBeUsed()
    {
        Assert.Equal(Result * 3 / 4, _untouched.Look(Allocated + Result, Used + (Result / 4)));
        Assert.InRange(_untouched.Look(Allocated + Result, Used + (Result / 2)), Result * 7 / 16, Result / 2);
        Assert.Equal(0, _untouched.Look(Allocated + Result, Used + Result));
        Assert.Equal(0, _untouched.Look(Allocated, Used));
    }

    [Fact]
    public void Look_AtWhatStaysUntouched_ForgetsIt()
    {
        Assert.Equal(Result, _untouched.Look(Allocated + Result, Used));
        for (var look = 0; look < 100; look++)
            _untouched.Look(Allocated + Result, Used);

        Assert.InRange(_untouched.Look(Allocated + Result, Used), 0, Result / 100);
        Assert.InRange(_untouched.Look(Allocated + (2 * Result), Used), Result, Result * 101 / 100);
    }

    [Fact]
    public void Look_AtMemoryThatIsGivenBack_DoesNotTakeItForWhatIsAboutToBeUsed()
    {
        Assert.Equal(0, _untouched.Look(Allocated, Used / 2));
        Assert.Equal(0, _untouched.Look(Allocated, Used));
    }
}
