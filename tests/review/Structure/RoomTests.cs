namespace Platform.Review.Tests.Structure;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheReview_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(ReviewException).Assembly));
}
