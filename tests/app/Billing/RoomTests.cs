using Platform.Billing.Hosting;

namespace Platform.Billing.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfBilling_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(BillingServer).Assembly));
}
