using Platform.Billing.Hosting;

namespace Platform.Billing.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfBilling_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(BillingServer).Assembly));

    [Fact]
    public void Methods_OfBilling_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(BillingServer).Assembly));
}
