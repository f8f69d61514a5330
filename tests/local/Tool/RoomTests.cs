namespace Platform.Tool.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheTool_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(Repository).Assembly));

    [Fact]
    public void Methods_OfTheTool_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(Repository).Assembly));
}
