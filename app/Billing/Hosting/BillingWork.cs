using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;

namespace Platform.Billing.Hosting;

/// <summary>What billing does again and again: read logs, close periods, make invoices. Each step can be cut off and done again.</summary>
internal sealed class BillingWork(Lease lease, Ingester ingester, LogWatch logs, PeriodCloser closer, Invoicer invoicer)
{
    /// <returns>False where another instance works.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await lease.TryHoldAsync(cancellationToken))
            return false;
        await ingester.RunAsync(cancellationToken);
        await logs.AbandonAsync(cancellationToken);
        await closer.RunAsync(cancellationToken);
        await invoicer.RunAsync(cancellationToken);
        return true;
    }
}
