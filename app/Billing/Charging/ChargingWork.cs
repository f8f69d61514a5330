namespace Platform.Billing.Charging;

/// <summary>Takes money and listens to the provider; there where a provider is set.</summary>
internal sealed class ChargingWork(WebhookWork webhooks, Charger charger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await webhooks.RunAsync(cancellationToken);
        await charger.RunAsync(cancellationToken);
    }
}
