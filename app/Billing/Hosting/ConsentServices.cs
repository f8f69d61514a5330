using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Options;
using Platform.Billing.Consent;
using Platform.Billing.Data;
using Platform.Billing.Drift;
using Platform.Billing.Training;

namespace Platform.Billing.Hosting;

/// <summary>
/// Consents as a part of the service. Without a file nothing is collected; what was consented to before can still be withdrawn.
/// </summary>
internal static class ConsentServices
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked whether a day is over.</summary>
    private static readonly TimeSpan _daily = TimeSpan.FromMinutes(5);

    public static void AddConsent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ConsentOptions>().Bind(configuration.GetSection(ConsentOptions.Section)).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(provider => ConsentTerms.From(Options(provider)));
        services.AddSingleton<ConsentDesk>();
        if (configuration[$"{ConsentOptions.Section}:{nameof(ConsentOptions.File)}"] is not { Length: > 0 })
            return;
        services.AddSingleton(provider => Pseudonyms.From(Options(provider)));
        services.AddSingleton(provider => Records(Options(provider).Records!));
        services.AddSingleton(provider => File(Options(provider).File!));
        services.AddSingleton(provider => new ConsentPublisher(
            Data(provider), provider.GetRequiredService<IConsentFile>(), provider.GetRequiredService<ConsentTerms>(),
            provider.GetRequiredService<Pseudonyms>(),
            provider.GetRequiredService<ConsentDesk>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Eraser(
            Data(provider), provider.GetRequiredService<IRecords>(), provider.GetRequiredService<Pseudonyms>(), Options(provider).Days,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Eraser>>()));
        services.AddSingleton(provider => new RecordsMeter(
            Data(provider), provider.GetRequiredService<IRecords>(), provider.GetRequiredService<Pseudonyms>(),
            provider.GetRequiredService<ConsentTerms>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DriftWork(
            Data(provider), provider.GetRequiredService<IRecords>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DriftWork>>()));
        services.AddSingleton(provider => new TrainingExport(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<IRecords>(),
            (provider.GetRequiredService<ConsentTerms>(), provider.GetRequiredService<Pseudonyms>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddBesideWork("drift", _daily, provider => provider.GetRequiredService<DriftWork>().RunAsync);
        services.AddBesideWork("consent", _every, provider => provider.GetRequiredService<ConsentPublisher>().RunAsync);
        services.AddBesideWork("erase", _every, provider => provider.GetRequiredService<Eraser>().RunAsync);
        services.AddBesideWork("measure", _every, provider => provider.GetRequiredService<RecordsMeter>().RunAsync);
    }

    private static IRecords Records(string records) => BlobPlace.Is(records, out var address)
        ? new BlobRecords(
            BlobPlace.Open(address, at => new BlobContainerClient(at), (at, credential) => new BlobContainerClient(at, credential)))
        : new FolderRecords(records);

    private static IConsentFile File(string file) => BlobPlace.Is(file, out var address)
        ? new BlobConsentFile(
            BlobPlace.Open(address, at => new BlockBlobClient(at), (at, credential) => new BlockBlobClient(at, credential)))
        : new LocalConsentFile(file);

    private static (Database Database, Lease Lease) Data(IServiceProvider provider)
        => (provider.GetRequiredService<Database>(), provider.GetRequiredService<Lease>());

    private static ConsentOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ConsentOptions>>().Value;
}
