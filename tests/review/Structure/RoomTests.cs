using Platform.Review.Commands;
using Platform.Review.Evaluation;

namespace Platform.Review.Tests.Structure;

public sealed class RoomTests
{
    private const string Root = "Platform.Review";

    [Fact]
    public void Rooms_OfTheReview_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(ReviewCommand).Assembly, Root));

    [Fact]
    public void Rooms_OfTheEvaluation_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(StackEvaluation).Assembly, Root));

    [Fact]
    public void Methods_OfTheReview_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(ReviewCommand).Assembly));

    [Fact]
    public void Methods_OfTheEvaluation_TakeAtMostFiveParameters()
        => Assert.Empty(ParameterCounts.MethodsOf(typeof(StackEvaluation).Assembly));
}
