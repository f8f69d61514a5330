using Azure.Identity;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Billing.Charging;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Gateway;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Money;
using Platform.Billing.Notices;
using Platform.Billing.Payments;
using Platform.Billing.Payments.PayPal;
using Platform.Billing.Payments.Stripe;
using Platform.Billing.Telemetry;
using Platform.Billing.Verification;

namespace Platform.Billing.Hosting;

/// <summary>What the service is made of.</summary>
internal static class BillingServices
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BillingOptions>().Bind(configuration.GetSection(BillingOptions.Section)).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Open(Options(provider).Database));
        services.AddSingleton<IUsageLogs>(provider => Logs(Options(provider).Usage, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(Terms);
        services.AddSingleton(provider => new Lease(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<TimeProvider>(), Options(provider).Instance));
        services.AddSingleton<Schema>().AddSingleton<UsageStore>().AddSingleton<Ingester>().AddSingleton<LogWatch>();
        services.AddSingleton<UsageCompactor>().AddSingleton<PlanRenewer>().AddSingleton<PeriodCloser>().AddSingleton<Invoicer>()
            .AddSingleton<InvoiceVerifier>().AddSingleton<Dunning>();
        services.AddSingleton<Nightly>();
        // A clock that is driven leaps on purpose
        services.AddSingleton(provider => new ClockGuard(
            provider.GetRequiredService<Lease>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<TimeProvider>() != TimeProvider.System));
        // Where money and signatures are asked for, nobody else is sent to
        services.AddSingleton(
            _ => new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) });
        AddPayPal(services, configuration);
        AddStripe(services, configuration);
        services.AddSingleton(Work);
        services.AddGateway(configuration);
        services.AddOperators(configuration);
        services.AddConsole(configuration);
        services.AddConsent(configuration);
        services.AddNotices(configuration);
        services.AddSingleton<BillingHealth>().AddSingleton<BillingGauges>().AddSingleton<StartChecks>();
        services.AddHostedService<OtlpExport>();
        services.AddHostedService(provider => new BillingService(
            provider.GetRequiredService<BillingWork>(),
            (provider.GetRequiredService<BillingHealth>(), provider.GetRequiredService<BillingGauges>()),
            (provider.GetRequiredService<IOptions<BillingOptions>>(), provider.GetRequiredService<Lease>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BillingService>>()));
        services.AddHostedService<BillingDrain>();
    }

    /// <summary>Without credentials no money is taken, and invoices stay open.</summary>
    private static void AddPayPal(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(PayPalOptions.Section);
        if (section[nameof(PayPalOptions.ClientId)] is not { Length: > 0 })
            return;
        services.AddOptions<PayPalOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PayPalSession>().AddSingleton<PayPalSignature>().AddSingleton<IPaymentProvider, PayPal>();
    }

    /// <summary>Beside PayPal or instead of it: customers are charged where they approved a payment method.</summary>
    private static void AddStripe(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(StripeOptions.Section);
        if (section[nameof(StripeOptions.SecretKey)] is not { Length: > 0 })
            return;
        services.AddOptions<StripeOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IPaymentProvider, StripeProvider>();
    }

    private static BillingWork Work(IServiceProvider provider) => new(
        (provider.GetRequiredService<Lease>(), provider.GetRequiredService<ClockGuard>()),
        (provider.GetRequiredService<Ingester>(), provider.GetRequiredService<LogWatch>(), provider.GetRequiredService<UsageCompactor>(),
            provider.GetRequiredService<QuotaWatch>()),
        (provider.GetRequiredService<PlanRenewer>(), provider.GetRequiredService<PeriodCloser>(), provider.GetRequiredService<Invoicer>()),
        ([
            .. provider.GetServices<IPaymentProvider>()
            .Select(payment => ActivatorUtilities.CreateInstance<ProviderWork>(provider, payment)),
        ],
            provider.GetRequiredService<Dunning>(), provider.GetService<GatewayWork>()),
        provider.GetRequiredService<Nightly>());

    private static InvoiceTerms Terms(IServiceProvider provider)
    {
        var (options, providers) = (Options(provider), provider.GetServices<IPaymentProvider>().ToList());
        var seller = options.SellerName is { Length: > 0 } name
            ? new Seller(name, options.SellerAddress ?? "", options.SellerTaxId ?? "")
            : null;
        var currencies = providers.Count > 0 ? CurrencyTable.Common([.. providers.Select(payment => payment.Currencies)]) : null;
        return new InvoiceTerms(options.MinimumMicros, options.DueDays, seller, currencies);
    }

    private static BillingOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<BillingOptions>>().Value;

    private static Database Open(string database)
    {
        if (!database.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            return new SqliteDatabase(database);
        return new PostgresDatabase(EntraPassword.IsFor(new NpgsqlConnectionStringBuilder(database))
            ? EntraPassword.Open(database, new DefaultAzureCredential())
            : NpgsqlDataSource.Create(database));
    }

    private static IUsageLogs Logs(string usage, TimeProvider time) => BlobPlace.Is(usage, out var address)
        ? BlobLogs.At(address, time)
        : new FolderLogs(usage);
}
