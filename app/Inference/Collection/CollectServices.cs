using Microsoft.Extensions.Options;
using Platform.Inference.Collection.Records;
using Platform.Inference.Settings;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Collection;

/// <summary>The collection as a part of the server; without a consent file there is none of it.</summary>
internal static class CollectServices
{
    /// <exception cref="SettingException">A setting is not what it must be.</exception>
    public static void AddCollection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<CollectOptions>(configuration, CollectOptions.Section);
        if (configuration[$"{CollectOptions.Section}:{nameof(CollectOptions.Consent)}"] is not { Length: > 0 } consent)
        {
            services.AddSingleton<ICallCollector, NoCollector>();
            return;
        }

        var source = Source(consent);
        var store = Store(configuration[$"{CollectOptions.Section}:{nameof(CollectOptions.To)}"]);
        services.AddSingleton<CollectCounts>();
        services.AddSingleton(
            provider => new ConsentWatch(Options(provider), source, Time(provider), provider.GetRequiredService<ILogger<ConsentWatch>>()));
        services.AddSingleton(provider => new CollectQueue(Options(provider), provider.GetRequiredService<CollectCounts>()));
        services.AddSingleton(provider => new RecordSink(
            Options(provider), provider.GetRequiredService<ConsentWatch>(), store,
            (provider.GetRequiredService<CollectCounts>(), Time(provider)),
            provider.GetRequiredService<ILogger<RecordSink>>()));
        services.AddSingleton<ICallCollector>(provider => new CallCollector(
            Options(provider), provider.GetRequiredService<ConsentWatch>(), provider.GetRequiredService<CollectQueue>(), Time(provider)));
        services.AddHostedService(provider => provider.GetRequiredService<ConsentWatch>());
        services.AddHostedService(provider => new CollectWork(
            Options(provider), provider.GetRequiredService<CollectQueue>(), provider.GetRequiredService<RecordSink>(), Time(provider),
            provider.GetRequiredService<ILogger<CollectWork>>()));
    }

    private static IConsentSource Source(string given)
    {
        if (IsAddress(given, out var address))
            return new BlobConsentSource(address);
        return Path.IsPathRooted(given)
            ? new LocalConsentSource(given)
            : throw Refused(
                nameof(CollectOptions.Consent), given,
                "the whole path of billing's consent file, or its address, as https://account.blob.core.windows.net/records/consent.json");
    }

    private static IUsageStore Store(string? given)
    {
        if (IsAddress(given, out var address) && address.AbsolutePath.Trim('/').Length > 0)
            return new BlobStore(address);
        // What goes with the machine is missed by a statistic; a disk that is made to write at once is missed by those that answer
        return given is not null && Path.IsPathRooted(given)
            ? new FolderStore(Path.GetFullPath(given), isDurable: false)
            : throw Refused(
                nameof(CollectOptions.To), given ?? "",
                "the whole path of a folder, or the address of a container, as https://account.blob.core.windows.net/records");
    }

    private static bool IsAddress(string? place, out Uri address)
        => Uri.TryCreate(place, UriKind.Absolute, out address!) && address.Scheme is "https" or "http";

    private static SettingException Refused(string setting, string given, string expected)
        => new($"{CollectOptions.Section}:{setting}", given, expected);

    private static CollectOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CollectOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
