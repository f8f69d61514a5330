using Platform.Billing.Charging;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;

namespace Platform.Billing.Hosting;

/// <summary>
/// What billing does again and again: read logs, close periods, make invoices, take their money. Each step can be cut off and
/// done again.
/// </summary>
internal sealed class BillingWork(
    Lease lease, (Ingester Ingester, LogWatch Watch) logs, (PeriodCloser Closer, Invoicer Invoicer) invoices, Dunning dunning, ChargingWork? charging = null)
{
    /// <returns>False where another instance works.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await lease.TryHoldAsync(cancellationToken))
            return false;
        await logs.Ingester.RunAsync(cancellationToken);
        await logs.Watch.AbandonAsync(cancellationToken);
        await invoices.Closer.RunAsync(cancellationToken);
        await invoices.Invoicer.RunAsync(cancellationToken);
        if (charging is not null)
            await charging.RunAsync(cancellationToken);
        await dunning.RunAsync(cancellationToken);
        return true;
    }
}
