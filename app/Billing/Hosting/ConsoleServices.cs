using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Platform.Billing.Console;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Calls;
using Platform.Billing.Console.Chats;
using Platform.Billing.Console.Consents;
using Platform.Billing.Console.Metering;
using Platform.Billing.Console.Models;
using Platform.Billing.Console.Offers;
using Platform.Billing.Console.Operators;
using Platform.Billing.Console.Paying;
using Platform.Billing.Console.Security;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Data;
using Platform.Billing.Gateway;

namespace Platform.Billing.Hosting;

/// <summary>The console as a part of the service. Without an address there is none.</summary>
internal static class ConsoleServices
{
    private static readonly TimeSpan _erasing = TimeSpan.FromSeconds(10);

    public static void AddConsole(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(ConsoleOptions.Section);
        if (section[nameof(ConsoleOptions.Address)] is not { Length: > 0 } address)
            return;
        services.AddOptions<ConsoleOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSignIn(configuration);
        services.AddRazorComponents();
        services.AddAntiforgery(form =>
        {
            var isLocal = address.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
            (form.Cookie.Name, form.Cookie.Path, form.Cookie.SameSite) = (isLocal ? "console-form" : "__Host-console-form", "/",
                SameSiteMode.Strict);
            form.Cookie.SecurePolicy = isLocal ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            form.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("console");
        services.AddOptions<KeyManagementOptions>()
            .Configure<Database>((keys, database) => keys.XmlRepository = new KeyRepository(database));
        services.AddScoped<View>();
        services.AddSingleton<ConsoleDesk>().AddSingleton<OfferCatalog>().AddSingleton<AccountDesk>().AddSingleton<Attempts>()
            .AddSingleton<ModelsClient>().AddSingleton<ModelCatalog>();
        services.AddSingleton(provider => new Visitors(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<OfferCatalog>(), provider.GetService<KeyDesk>(),
            provider.GetRequiredService<IOptions<ConsoleOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CallGate(
            provider.GetService<ApiCaller>(), provider.GetRequiredService<Visitors>(), provider.GetRequiredService<Attempts>()));
        AddPages(services);
        services.AddSingleton(provider => new PageWarmUp(
            provider.GetRequiredService<IServiceScopeFactory>(),
            (provider.GetRequiredService<Database>(), provider.GetRequiredService<AccountDesk>()),
            (provider.GetRequiredService<OfferCatalog>(), provider.GetRequiredService<ModelCatalog>(),
                provider.GetRequiredService<IOptions<ConsoleOptions>>()),
            (provider.GetRequiredService<EndpointDataSource>(), provider.GetRequiredService<IHostApplicationLifetime>()),
            (provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PageWarmUp>>())));
        services.AddHostedService(provider => provider.GetRequiredService<PageWarmUp>());
        services.AddBesideWork("erase accounts", _erasing, provider => new AccountEraser(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<Lease>(), provider.GetService<GatewayClient>(),
            provider.GetRequiredService<ILogger<AccountEraser>>()).RunAsync);
        // Without a gateway there are no keys, and nothing can be called
        if (configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.Service)}"] is { Length: > 0 })
            services.AddSingleton<KeyDesk>().AddSingleton<ApiCaller>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton(provider => new AccountEndpoints(
            provider.GetRequiredService<AccountDesk>(), provider.GetRequiredService<OfferCatalog>(), provider.GetService<KeyDesk>(),
            (provider.GetRequiredService<ModelCatalog>(), provider.GetRequiredService<IOptions<ConsoleOptions>>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TryEndpoints(
            provider.GetRequiredService<ModelCatalog>(), provider.GetRequiredService<CallGate>(),
            (provider.GetRequiredService<AccountDesk>(), provider.GetRequiredService<OfferCatalog>()),
            provider.GetRequiredService<IOptions<ConsoleOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ChatEndpoints(
            provider.GetRequiredService<ModelCatalog>(), provider.GetRequiredService<CallGate>(),
            provider.GetRequiredService<AccountDesk>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MeteringEndpoints>().AddSingleton<PayingEndpoints>().AddSingleton<DataEndpoints>()
            .AddSingleton<OperatorPages>();
    }
}
