namespace Platform.Forests.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheMerging_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(ForestMerger).Assembly));

    [Fact]
    public void Methods_OfTheMerging_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(ForestMerger).Assembly));
}
