namespace Platform.Infra.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheProgram_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(PlatformStack).Assembly));

    [Fact]
    public void Methods_OfTheProgram_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(PlatformStack).Assembly));
}
