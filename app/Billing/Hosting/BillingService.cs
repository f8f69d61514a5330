using System.Data.Common;
using Microsoft.Extensions.Options;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Payments;
using Platform.Billing.Telemetry;

namespace Platform.Billing.Hosting;

/// <summary>Works while this instance has the lease, and waits for it while it has not.</summary>
internal sealed partial class BillingService(
    BillingWork work, (BillingHealth Health, BillingGauges Gauges) shown, (IOptions<BillingOptions> Options, Lease Lease) held,
    TimeProvider time,
    ILogger<BillingService> logger) : BackgroundService
{
    /// <summary>The next instance need not wait for the lease to end.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await held.Lease.ReleaseAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            LogFailed(exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(held.Options.Value.EveryMilliseconds), time);
        do
            await RunOnceAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What fails is done again; a database that is away comes back.</summary>
    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            var isActive = await work.RunOnceAsync(stoppingToken);
            await shown.Gauges.RefreshAsync(isActive, stoppingToken);
            shown.Health.Succeeded(isActive);
        }
        catch (Exception exception) when (exception is DbException or IOException or LeaseLostException or CursorMovedException
            or ClockException or PaymentException or HttpRequestException
            or Azure.RequestFailedException or Azure.Identity.AuthenticationFailedException)
        {
            LogFailed(exception.Message);
            shown.Health.Failed(exception.Message);
        }
    }

    [LoggerMessage(20, LogLevel.Error, "A round of billing was cut off and is done again: {Reason}")]
    private partial void LogFailed(string reason);
}
