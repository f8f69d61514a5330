using System.Data.Common;
using Microsoft.Extensions.Options;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Payments;

namespace Platform.Billing.Hosting;

/// <summary>Works while this instance has the lease, and waits for it while it has not.</summary>
internal sealed partial class BillingService(BillingWork work, BillingHealth health, IOptions<BillingOptions> options, TimeProvider time, ILogger<BillingService> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.EveryMilliseconds), time);
        do
            await RunOnceAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What fails is done again; a database that is away comes back.</summary>
    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        try
        {
            health.Succeeded(await work.RunOnceAsync(stoppingToken));
        }
        catch (Exception exception) when (exception is DbException or IOException or LeaseLostException or CursorMovedException or ClockException or PaymentException or HttpRequestException)
        {
            LogFailed(exception.Message);
            health.Failed(exception.Message);
        }
    }

    [LoggerMessage(20, LogLevel.Error, "A round of billing was cut off and is done again: {Reason}")]
    private partial void LogFailed(string reason);
}
