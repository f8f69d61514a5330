using System.Data.Common;
using Platform.Billing.Data;

namespace Platform.Billing.Hosting;

/// <summary>
/// Something that the instance with the lease does again and again beside the rounds of billing, as it may wait for others, or must not
/// wait for a round.
/// </summary>
/// <param name="plan">What it is, for the log, and how often.</param>
/// <param name="held">Whoever has it works.</param>
/// <param name="work">What; each step checks the lease.</param>
internal sealed partial class BesideWork(
    (string What, TimeSpan Every) plan, Lease held, Func<CancellationToken, Task> work, TimeProvider time, ILogger<BesideWork> logger)
        : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(plan.Every, time);
        do
            await RunOnceAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What fails is done again.</summary>
    private async Task RunOnceAsync(CancellationToken stoppingToken)
    {
        if (!held.IsHeld)
            return;
        try
        {
            await work(stoppingToken);
        }
        catch (LeaseLostException)
        {
            // Another instance does it
        }
        catch (Exception exception) when (exception is DbException or IOException or UnauthorizedAccessException or HttpRequestException
            or Azure.RequestFailedException or Azure.Identity.AuthenticationFailedException)
        {
            LogFailed(plan.What, exception.Message);
        }
    }

    [LoggerMessage(22, LogLevel.Error, "{What} failed and is done again: {Reason}")]
    private partial void LogFailed(string what, string reason);
}
