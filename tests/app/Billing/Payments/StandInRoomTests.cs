using Platform.Payments.Hosting;
using Platform.Tests;

namespace Platform.Billing.Tests.Payments;

public sealed class StandInRoomTests
{
    [Fact]
    public void Rooms_OfTheProvidersThatChargeNobody_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(PaymentsServer).Assembly));

    [Fact]
    public void Methods_OfTheProvidersThatChargeNobody_TakeAtMostFiveParameters()
        => Assert.Empty(ParameterCounts.MethodsOf(typeof(PaymentsServer).Assembly));
}
