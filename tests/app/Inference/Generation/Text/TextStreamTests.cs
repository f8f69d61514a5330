using System.Text;
using Platform.Inference.Generation.Text;

namespace Platform.Inference.Tests.Generation.Text;

public sealed class TextStreamTests
{
    [Fact]
    public void Bytes_OfOneCharacter_AreGivenTogether()
    {
        var stream = new TextStream([]);
        var pieces = Encoding.UTF8.GetBytes("a🎉é").Select(value => stream.Add([value])).ToArray();
        Assert.Equal(["a", "", "", "", "🎉", "", "é"], pieces);
        Assert.Equal("", stream.End());
    }

    [Fact]
    public void Bytes_ThatAreNoCharacter_BecomeTheSignForThat()
    {
        var stream = new TextStream([]);
        Assert.Equal("", stream.Add([0xf0, 0x9f]));
        Assert.Equal("\ufffd", stream.End());
    }

    [Fact]
    public void StopString_AcrossPieces_IsNotInTheText_NorAnythingAfterIt()
    {
        var stream = new TextStream(["END", "\n\n"]);
        Assert.Equal(["one ", "", "", "ENE two ", "", ""], Add(stream, "one E", "N", "", "E two E", "ND three", "four"));
        Assert.True(stream.IsStopped);
        Assert.Equal("", stream.End());
    }

    [Fact]
    public void BeginningOfAStopString_IsGivenOnceItIsNone()
    {
        var stream = new TextStream(["STOP"]);
        Assert.Equal(["", "", "STEP"], Add(stream, "S", "T", "EP"));
        Assert.Equal(["a"], Add(stream, "aSTO"));
        Assert.Equal("STO", stream.End());
        Assert.False(stream.IsStopped);
    }

    [Fact]
    public void OfSeveralStopStrings_TheFirstInTheTextCounts()
    {
        var stream = new TextStream(["cd", "bc"]);
        Assert.Equal(["a"], Add(stream, "abcd"));
        Assert.True(stream.IsStopped);
    }

    [Fact]
    public void StopString_ThatRepeatsItself_IsFoundWhereItBegins()
    {
        var stream = new TextStream(["aab"]);
        Assert.Equal(["", "", "a", ""], Add(stream, "a", "a", "a", "b"));
        Assert.True(stream.IsStopped);
    }

    private static string[] Add(TextStream stream, params string[] pieces)
        => [.. pieces.Select(piece => stream.Add(Encoding.UTF8.GetBytes(piece)))];
}
