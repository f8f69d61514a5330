using Platform.Review.Report;

namespace Platform.Review.Tests.Report;

public sealed class CommentTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void TryAppend_AtTheBorder_TakesWhatFits(int over, bool expected)
    {
        var comment = new Comment("start");

        var part = new string('a', Comment.Limit - "start".Length - 100 + over);

        Assert.Equal(expected, comment.TryAppend(part, reserve: 100));
        Assert.Equal(expected ? $"start{part}" : "start", comment.ToString());
    }

    // A workflow may cut at bytes.
    [Fact]
    public void TryAppend_OtherLetters_CountAsTheirBytes()
    {
        var comment = new Comment("");

        Assert.True(comment.TryAppend(new string('→', Comment.Limit / 3), 0));
        Assert.False(comment.TryAppend("→", 0));
    }
}
