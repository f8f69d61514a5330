using System.Globalization;
using Dapper;
using Microsoft.Extensions.Options;
using Platform.Billing.Consent;
using Platform.Billing.Console;
using Platform.Billing.Data;
using Platform.Billing.Money;
using Platform.Billing.Operators;
using Platform.Billing.Payments;
using Platform.Billing.Plans;
using Platform.Billing.Telemetry;
using Platform.Billing.Training;
using Platform.Billing.Verification;

namespace Platform.Billing.Hosting;

/// <summary>Billing as a program: the service, and what an operator asks of it.</summary>
internal static class BillingServer
{
    private const string Usage = "usage: Platform.Billing [serve | status | verify [NUMBER] | export MODEL VERSION FILE] "
        + "[--Billing:Database … --Billing:Usage FOLDER …]";

    /// <summary>Runs a verb; without one, the service until it is told to stop.</summary>
    /// <param name="args">A verb, what it takes, and settings.</param>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="errors">Takes the one message of what cannot be done.</param>
    /// <returns>The exit code: 0, 1 when it cannot be done, 2 for a wrong command, 3 when an invariant or an invoice does not
    /// hold.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var words = args.TakeWhile(word => !word.StartsWith('-')).ToArray();
        try
        {
            await using var app = Create(args[words.Length..]);
            switch (words)
            {
                case [] or ["serve"]:
                    await StartAsync(app.Services);
                    await app.RunAsync();
                    return 0;
                case ["status"]:
                    return await StatusAsync(app.Services, output);
                case ["verify"]:
                    return await VerifyAsync(app.Services, output);
                case ["verify", var number]:
                    return await VerifyAsync(app.Services, number, output);
                case ["export", var model, var version, var file]:
                    return await ExportAsync(app.Services, (model, version), file, output);
                default:
                    await errors.WriteLineAsync($"'{string.Join(' ', words)}' is no command of billing; {Usage}");
                    return 2;
            }
        }
        catch (Exception exception) when (exception is OptionsValidationException or MigrationException or PlanException
            or UnknownCurrencyException
            or VerificationException or PaymentException or TrainingException or ConsentException or System.Data.Common.DbException
                or IOException or InvalidDataException)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    /// <summary>The service, not yet listening.</summary>
    /// <param name="settings">Configuration.</param>
    /// <param name="time">Another clock than the system's, for a rehearsal.</param>
    /// <param name="configure">Changes what it is made of.</param>
    public static WebApplication Create(string[] settings, TimeProvider? time = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.WebHost.UseKestrelHttpsConfiguration();
        AddPayments(builder.Configuration);
        BillingServices.Add(builder.Services, builder.Configuration);
        if (time is not null)
            builder.Services.AddSingleton(time);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapGet("/healthz/live", () => Results.Ok());
        app.MapGet("/metrics", (BillingGauges gauges) => Results.Text(MetricsPage.Write(gauges), MetricsPage.ContentType));
        app.MapGet("/healthz/ready", (BillingHealth health) =>
            health.Fault is { } fault
                ? Results.Text(fault, statusCode: StatusCodes.Status503ServiceUnavailable)
                : Results.Text(health.IsActive ? "active" : "waiting"));
        app.MapWebhooks();
        app.MapOperators();
        app.MapConsole();
        return app;
    }

    /// <summary>Credentials from a file, such as a vault's driver mounts.</summary>
    private static void AddPayments(ConfigurationManager configuration)
    {
        if (configuration["Billing:Payments"] is not { Length: > 0 } file)
            return;
        if (!File.Exists(file))
            throw new FileNotFoundException($"Billing:Payments is '{file}', which is not there");
        configuration.AddJsonFile(Path.GetFullPath(file), optional: false);
    }

    /// <summary>Brings the schema and the plans up to date, and checks what has to be right.</summary>
    public static Task StartAsync(IServiceProvider services) => services.GetRequiredService<StartChecks>().RunAsync(default);

    private static async Task<int> StatusAsync(IServiceProvider services, TextWriter output)
    {
        await services.GetRequiredService<Schema>().UpgradeAsync(default);
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(default);
        foreach (var (what, sql) in (ReadOnlySpan<(string, string)>)
        [
            ("usage logs", "SELECT state, COUNT(*) FROM usage_log GROUP BY state ORDER BY state"),
            ("subscriptions", "SELECT state, COUNT(*) FROM subscription GROUP BY state ORDER BY state"),
            ("periods", "SELECT state, COUNT(*) FROM period GROUP BY state ORDER BY state"),
            ("invoices", "SELECT state, COUNT(*) FROM invoice GROUP BY state ORDER BY state"),
        ])
        {
            var counts = connection.Query<(string State, long Count)>(sql).ToList();
            output.WriteLine($"{what,-14} {(counts.Count == 0
                ? "none"
                : string.Join(", ", counts.Select(count => $"{count.Count.ToString(CultureInfo.InvariantCulture)} {count.State}")))}");
        }

        return 0;
    }

    /// <summary>Of calls that customers let models be trained on.</summary>
    private static async Task<int> ExportAsync(IServiceProvider services, (string, string) of, string file, TextWriter output)
    {
        await services.GetRequiredService<Schema>().UpgradeAsync(default);
        var export = services.GetService<TrainingExport>()
            ?? throw new TrainingException("nothing is collected here: Consent:File is not set");
        await output.WriteLineAsync(
            await export.RunAsync(of, Path.GetFullPath(file), $"at the command line of {Environment.MachineName}", default));
        return 0;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, TextWriter output)
    {
        await services.GetRequiredService<Schema>().UpgradeAsync(default);
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(default);
        var findings = await Nightly.CheckAsync(connection);
        foreach (var finding in findings)
        {
            await output.WriteLineAsync($"{(finding.Holds ? "holds" : "FAILS")}  {finding.Invariant}");
            foreach (var violation in finding.Violations)
                await output.WriteLineAsync($"         {violation}");
        }

        return findings.All(finding => finding.Holds) ? 0 : 3;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, string number, TextWriter output)
    {
        await services.GetRequiredService<Schema>().UpgradeAsync(default);
        var difference = await services.GetRequiredService<InvoiceVerifier>().VerifyAsync(number, default);
        await output.WriteLineAsync(difference ?? $"invoice {number} is what its logs and plans give, to the byte");
        return difference is null ? 0 : 3;
    }
}
