using Platform.Bench.Commands;

namespace Platform.Bench.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheBenchmark_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(BenchCommand).Assembly));

    [Fact]
    public void Methods_OfTheBenchmark_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(BenchCommand).Assembly));
}
