using Platform.Inference.Models;

namespace Platform.Inference.Tests.Releases;

/// <summary>Whom a version that is being released answers, and when it is taken back.</summary>
public sealed class ReleaseTests
{
    private static readonly string[] _callers = [.. Enumerable.Range(0, 10_000).Select(number => $"sub-{number}")];

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(30)]
    [InlineData(100)]
    public void Takes_OfAShare_IsThatShareOfTheCallers_AlwaysTheSame(double percent)
    {
        var release = Of(new(2, ReleaseStage.Share, percent));

        var taken = _callers.Where(release.Takes).ToList();

        Assert.InRange(taken.Count, 100 * percent - 150, 100 * percent + 150);
        Assert.Equal(taken, _callers.Where(Of(new(2, ReleaseStage.Share, percent)).Takes));
    }

    [Fact]
    public void Takes_OfAGreaterShare_KeepsThoseWhoHadItBefore()
    {
        var (some, more) = (Of(new(2, ReleaseStage.Share, 5)), Of(new(2, ReleaseStage.Share, 25)));

        Assert.All(_callers.Where(some.Takes), caller => Assert.True(more.Takes(caller)));
    }

    [Fact]
    public void Takes_OfTheNextVersion_AreOtherCallersFirst()
    {
        var (second, third) = (Of(new(2, ReleaseStage.Share, 10)), Of(new(3, ReleaseStage.Share, 10)));

        // Of 1,000 and 1,000 by chance 100 are the same
        Assert.InRange(_callers.Count(caller => second.Takes(caller) && third.Takes(caller)), 50, 160);
    }

    [Fact]
    public void Takes_OfNobodyInParticular_AreThoseOfTheStageAllAlone()
    {
        Assert.False(Of(new(2, ReleaseStage.Share, 100)).Takes(null));
        Assert.False(Of(new(2, ReleaseStage.Share, 100)).Takes(""));
        Assert.False(Of(new(2)).Takes("sub-1"));
        Assert.True(Of(new(2, ReleaseStage.All)).Takes(null));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 50)]
    [InlineData(10, 1_000)]
    [InlineData(100, 10_000)]
    public void IsCompared_OfAPercentage_IsThatManyRequests(double percent, int expected)
    {
        var release = Of(new(2, ShadowPercent: percent));

        Assert.Equal(expected, _callers.Count(_ => release.IsCompared()));
    }

    [Fact]
    public void Compare_WithMoreThanIsAllowed_TakesItBackOnce_AndForgetsWhatIsLongAgo()
    {
        var release = Of(new(2, ReleaseStage.All, MaxDisagreementPercent: 10, LeastComparisons: 100));

        for (var i = 0; i < 5_000; i++)
            Assert.Null(Compare(release, i % 20 == 0 ? 1 : 0));
        var reasons = Enumerable.Range(0, 1_000).Select(_ => Compare(release, 1)).OfType<string>().ToList();

        Assert.Equal(["it says something else of 10.1 % of the rows than the version in service, and 10 % are allowed"], reasons);
        Assert.Equal(reasons[0], release.TakenBack);
        Assert.False(release.Takes("sub-1"));
        Assert.False(release.TakesAll);
        Assert.False(release.IsCompared());
    }

    [Fact]
    public void Compare_OfTexts_SaysHowManyTokens()
        => Assert.Equal(
            "it says something else of 25 % of the tokens than the version in service, and 5 % are allowed",
            new Release("stories", new(2, LeastComparisons: 1), "tokens").Compare(0.25, TimeSpan.Zero, TimeSpan.Zero));

    [Fact]
    public void Compare_OfTooFew_JudgesNothing()
    {
        var release = Of(new(2, LeastComparisons: 20));

        Assert.All(Enumerable.Range(0, 19), _ => Assert.Null(Compare(release, 1)));
        Assert.NotNull(Compare(release, 1));
    }

    [Fact]
    public void Note_OfFailures_TakesItBack()
    {
        var release = Of(new(2, MaxErrorPercent: 2, LeastComparisons: 50));

        Assert.All(Enumerable.Range(0, 98), _ => Assert.Null(release.Note(failed: false)));
        Assert.Null(release.Note(failed: true));
        Assert.Null(release.Note(failed: true));
        Assert.Equal("3 % of its runs failed, and 2 % are allowed", release.Note(failed: true));
        Assert.Equal(3, release.Failures);
    }

    private static Release Of(ReleaseSettings settings) => new("bank", settings);

    private static string? Compare(Release release, double disagreement)
        => release.Compare(disagreement, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
}
