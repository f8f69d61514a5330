using Platform.Billing.Charging;
using Platform.Billing.Corrections;
using Platform.Billing.Data;
using Platform.Billing.Payments;
using Platform.Billing.Reconciliation;
using Platform.Billing.Webhooks;

namespace Platform.Billing.Hosting;

/// <summary>What is done with one payment provider: listen, charge, pay back, compare.</summary>
internal sealed class ProviderWork
{
    private readonly Charger _charger;
    private readonly Refunder _refunder;
    private readonly WebhookWork _webhooks;
    private readonly Reconciler _reconciler;

    public ProviderWork(Database database, Lease lease, IPaymentProvider provider, TimeProvider time, ILoggerFactory loggers)
    {
        _charger = new Charger(database, lease, provider, time, loggers.CreateLogger<Charger>());
        _refunder = new Refunder(database, lease, provider, time, loggers.CreateLogger<Refunder>());
        var disputes = new Disputes(database, lease, provider, time, loggers.CreateLogger<Disputes>());
        _webhooks = new WebhookWork(
            database, lease, (_charger, _refunder, disputes), (provider, time), loggers.CreateLogger<WebhookWork>());
        _reconciler = new Reconciler(
            database, lease, (_charger, _refunder, disputes), (provider, time), loggers.CreateLogger<Reconciler>());
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _webhooks.RunAsync(cancellationToken);
        await _charger.RunAsync(cancellationToken);
        await _refunder.RunAsync(cancellationToken);
        await _reconciler.RunAsync(cancellationToken);
    }
}
