using Microsoft.Extensions.Options;
using Platform.Billing.Data;
using Platform.Billing.Notices;

namespace Platform.Billing.Hosting;

/// <summary>Notices as a part of the service.</summary>
internal static class NoticeServices
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    public static void AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NoticeOptions>().Bind(configuration.GetSection(NoticeOptions.Section)).ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<QuotaWatch>();
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<NoticeOptions>>().Value;
            return new NoticeWork(
                (provider.GetRequiredService<Database>(), provider.GetRequiredService<Lease>()), WayOf(options, provider), options,
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<NoticeWork>>());
        });
        services.AddBesideWork("notices", _every, provider => provider.GetRequiredService<NoticeWork>().RunAsync);
    }

    private static INotice? WayOf(NoticeOptions options, IServiceProvider provider)
        => options.HasMail ? new MailNotice(options)
        : options.Webhook is not null ? new WebhookNotice(provider.GetRequiredService<HttpClient>(), options)
        : null;
}
