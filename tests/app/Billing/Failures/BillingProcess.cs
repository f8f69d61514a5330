using System.Diagnostics;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Failures;

/// <summary>Billing as a process of its own.</summary>
internal sealed class BillingProcess : IDisposable
{
    private readonly Process _process;

    private BillingProcess(Process process) => _process = process;

    /// <param name="store">Its database and logs.</param>
    /// <param name="payPal">Where it takes money; null for nowhere.</param>
    /// <param name="address">What it listens on.</param>
    /// <param name="settings">More of them; the last one of a name counts.</param>
    public static BillingProcess Start(
        TestStore store, PayPalServer? payPal, string address = "http://127.0.0.1:0", params string[] settings)
            => new(Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Platform.Billing.dll"), "serve", "--urls", address, "--Logging:LogLevel:Default",
                "None",
                "--Billing:Database", store.Connection, "--Billing:Usage", store.Logs, "--Billing:EveryMilliseconds", "10",
                "--Billing:MinimumMicros", "0",
                "--Billing:Instance", "one", "--Billing:DrainMilliseconds", "0", .. PayPal(payPal), .. settings,
            ]))!);

    private static string[] PayPal(PayPalServer? server) => server is null ? [] :
    [
        "--PayPal:Address", server.Address.AbsoluteUri, "--PayPal:ClientId", PayPalEndpoints.ClientId, "--PayPal:ClientSecret",
        PayPalEndpoints.ClientSecret,
        "--PayPal:WebhookId", PayPalServer.WebhookId, "--PayPal:CertificateHost", server.Address.Host,
    ];

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])!;
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
