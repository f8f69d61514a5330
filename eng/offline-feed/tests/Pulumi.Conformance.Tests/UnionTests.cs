namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class UnionTests
{
    [Fact]
    public void Match_SecondType_CallsTheSecondFunction()
    {
        Union<string, int> union = 5;

        Assert.Equal("number 5", union.Match(text => $"text {text}", number => $"number {number}"));
        Assert.Equal(5, union.Value);
    }

    [Fact]
    public void AsT0_HoldsTheOtherType_Throws()
    {
        Union<string, int> union = 5;

        Assert.Throws<InvalidOperationException>(() => union.AsT0);
    }

    [Fact]
    public void Equality_SameValueOfTheSameType_IsEqual()
    {
        Assert.True(Union<string, int>.FromT0("a") == "a");
        Assert.True(Union<int, int>.FromT0(1) != Union<int, int>.FromT1(1));
    }

    [Fact]
    public void TryPickT1_HoldsTheFirstType_GivesTheRemainder()
    {
        Union<string, int> union = "a";

        Assert.False(union.TryPickT1(out _, out var remainder));
        Assert.Equal("a", remainder);
    }

    [Fact]
    public void MapT1_SecondType_ChangesValueAndType()
    {
        Union<string, int> union = 5;

        Assert.Equal(Union<string, double>.FromT1(5.5), union.MapT1(number => number + 0.5));
    }
}
