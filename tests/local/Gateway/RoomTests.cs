using Platform.Tests;
using Platform.Gateway.Hosting;

namespace Platform.Gateway.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheGateway_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(GatewayServer).Assembly));

    [Fact]
    public void Methods_OfTheGateway_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(GatewayServer).Assembly));
}
