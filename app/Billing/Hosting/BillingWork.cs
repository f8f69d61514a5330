using Platform.Billing.Charging;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Gateway;
using Platform.Billing.Ingest;
using Platform.Billing.Instruments;
using Platform.Billing.Invoices;
using Platform.Billing.Notices;
using Platform.Billing.Verification;

namespace Platform.Billing.Hosting;

/// <summary>
/// What billing does again and again: read logs, close periods, make invoices, take their money, check all of it. Each step can be cut off
/// and done again.
/// </summary>
internal sealed class BillingWork(
    (Lease Lease, ClockGuard Clock) when, (Ingester Ingester, LogWatch Watch, UsageCompactor Compactor, QuotaWatch Quota) logs,
    (PlanRenewer Renewer, PeriodCloser Closer, Invoicer Invoicer) invoices,
    (IReadOnlyList<ProviderWork> Providers, Dunning Dunning, GatewayWork? Gateway) money, Nightly nightly)
{
    /// <returns>False where another instance works.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!await when.Lease.TryHoldAsync(cancellationToken))
            return false;
        await when.Clock.RequireAsync(cancellationToken);
        await StepAsync("ingest", () => logs.Ingester.RunAsync(cancellationToken));
        await logs.Watch.AbandonAsync(cancellationToken);
        await StepAsync("quota", () => logs.Quota.RunAsync(cancellationToken));
        await StepAsync("renew", () => invoices.Renewer.RunAsync(cancellationToken));
        await StepAsync("close", () => invoices.Closer.RunAsync(cancellationToken));
        await StepAsync("invoice", () => invoices.Invoicer.RunAsync(cancellationToken));
        foreach (var provider in money.Providers)
            await StepAsync("pay", () => provider.RunAsync(cancellationToken));
        await StepAsync("dun", () => money.Dunning.RunAsync(cancellationToken));
        if (money.Gateway is not null)
            await StepAsync("tell", () => money.Gateway.RunAsync(cancellationToken));
        await StepAsync("compact", () => logs.Compactor.RunAsync(cancellationToken));
        await StepAsync("verify", () => nightly.RunAsync(cancellationToken));
        return true;
    }

    private static async Task StepAsync(string step, Func<Task> work)
    {
        using var span = BillingTracing.Start(step);
        var began = TimeProvider.System.GetTimestamp();
        await work();
        BillingMeter.Took(step, TimeProvider.System.GetElapsedTime(began));
    }
}
