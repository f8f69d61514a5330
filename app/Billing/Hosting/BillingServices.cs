using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Billing.Charging;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Payments;
using Platform.Billing.Payments.PayPal;
using Platform.Billing.Verification;

namespace Platform.Billing.Hosting;

/// <summary>What the service is made of.</summary>
internal static class BillingServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BillingOptions>().Bind(configuration.GetSection(BillingOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Open(Options(provider).Database));
        services.AddSingleton<IUsageLogs>(provider => new FolderLogs(Options(provider).Usage));
        services.AddSingleton(provider => new InvoiceTerms(Options(provider).MinimumMicros, Options(provider).DueDays));
        services.AddSingleton(provider => new Lease(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), Options(provider).Instance));
        services.AddSingleton<Schema>().AddSingleton<UsageStore>().AddSingleton<Ingester>().AddSingleton<LogWatch>();
        services.AddSingleton<PeriodCloser>().AddSingleton<Invoicer>().AddSingleton<InvoiceVerifier>().AddSingleton<Dunning>();
        AddPayPal(services, configuration);
        services.AddSingleton(provider => new BillingWork(
            provider.GetRequiredService<Lease>(), (provider.GetRequiredService<Ingester>(), provider.GetRequiredService<LogWatch>()),
            (provider.GetRequiredService<PeriodCloser>(), provider.GetRequiredService<Invoicer>()), provider.GetRequiredService<Dunning>(),
            provider.GetService<ChargingWork>()));
        services.AddSingleton<BillingHealth>();
        services.AddHostedService<BillingService>();
    }

    /// <summary>Without credentials no money is taken, and invoices stay open.</summary>
    private static void AddPayPal(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PayPalOptions.Section);
        if (section[nameof(PayPalOptions.ClientId)] is not { Length: > 0 })
            return;
        services.AddOptions<PayPalOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(_ => new HttpClient { Timeout = TimeSpan.FromSeconds(30) });
        services.AddSingleton<PayPalSession>().AddSingleton<PayPalSignature>().AddSingleton<IPaymentProvider, PayPal>();
        services.AddSingleton<Charger>().AddSingleton<WebhookWork>().AddSingleton<ChargingWork>();
    }

    private static BillingOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<BillingOptions>>().Value;

    private static Database Open(string database) => database.Contains("Host=", StringComparison.OrdinalIgnoreCase)
        ? new PostgresDatabase(NpgsqlDataSource.Create(database))
        : new SqliteDatabase(database);
}
