using Platform.Billing.Money;

namespace Platform.Billing.Tests.Money;

public sealed class LargestRemainderTests
{
    [Theory]
    [InlineData("333 333 334", 10, "33 33 34")]
    [InlineData("335 335 330", 10, "34 33 33")]
    [InlineData("5 5 5 5", 10, "1 1 0 0")]
    [InlineData("-5 15", 10, "0 1")]
    [InlineData("-333 1000", 10, "-33 100")]
    [InlineData("0 0", 10, "0 0")]
    public void Distribute_ToTheRoundedSum_AddsUp(string exact, int smallest, string expected)
    {
        Int128[] amounts = [.. exact.Split(' ').Select(text => Int128.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        var total = Pico.DivideRounded(amounts.Aggregate((one, other) => one + other), smallest);

        Assert.Equal(expected, string.Join(' ', LargestRemainder.Distribute(amounts, smallest, total)));
    }

    [Fact]
    public void Distribute_ToATotalThatIsNotTheirs_IsRefused()
        => Assert.Contains("the amounts cannot be shown so that they add up to 9", Assert.Throws<ArgumentOutOfRangeException>(
            () => LargestRemainder.Distribute([10, 10], 10, 9)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(25, 10, 3)]
    [InlineData(-25, 10, -3)]
    [InlineData(24, 10, 2)]
    [InlineData(-24, 10, -2)]
    [InlineData(0, 10, 0)]
    public void DivideRounded_Halves_GoAwayFromZero(int value, int divisor, int expected)
        => Assert.Equal(expected, Pico.DivideRounded(value, divisor));
}
