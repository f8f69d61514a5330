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
}
