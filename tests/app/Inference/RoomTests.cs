using Platform.Inference.Hosting;

namespace Platform.Inference.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheServer_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(InferenceServer).Assembly));

    [Fact]
    public void Methods_OfTheServer_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(InferenceServer).Assembly));
}
