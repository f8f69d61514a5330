using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Billing.Hosting;
using Platform.Gateway.Hosting;
using Platform.Inference.Hosting;
using Platform.Payments.Hosting;
using Platform.Rehearsal.Clocks;

namespace Platform.Rehearsal.Parts;

/// <summary>
/// One of the platform's programs as a process of the rehearsal: the program as it is, under the driven clock. It says where it
/// listens, and ends with whoever started it.
/// </summary>
internal static class PartHost
{
    /// <summary>Before the address on the line that says that a part is ready.</summary>
    public const string Ready = "ready ";

    public static async Task<int> RunAsync(string kind, string clockFile, string[] settings)
    {
        using var clock = new DrivenClock(ClockFile.Open(clockFile));
        await using var app = Create(kind, settings, clock);
        if (kind == PartKind.Billing)
            await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"{Ready}{app.Urls.First()}");
        _ = EndWithParentAsync(app.Lifetime);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static WebApplication Create(string kind, string[] settings, TimeProvider clock)
    {
        switch (kind)
        {
            case PartKind.Server:
                return InferenceServer.Create(settings, clock);
            case PartKind.Gateway:
                return GatewayServer.Build(settings, clock);
            case PartKind.Billing:
                var billing = BillingServer.Create(settings, clock);
                billing.MapRounds();
                return billing;
            case PartKind.Payments:
                var payments = PaymentsServer.Create(settings, clock);
                payments.MapPayers();
                return payments;
            default:
                throw new RehearsalException($"'{kind}' is no part; there are {string.Join(", ", PartKind.All)}");
        }
    }

    private static async Task EndWithParentAsync(IHostApplicationLifetime lifetime)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[1];
        while (await input.ReadAsync(buffer) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
