namespace Platform.Billing.Tests.Payments;

public sealed class PayPalContractTests : ProviderContract
{
    private protected override async Task<StandIn> StartAsync() => await PayPalServer.StartAsync(Time);

    protected override string Written(string currency) => currency switch { "EUR" => "12.34", "JPY" => "10000", "HUF" => "1234", _ => "5" };
}
