using Platform.Billing.Data;

namespace Platform.Billing.Hosting;

/// <summary>Adds what is done beside the rounds.</summary>
internal static class BesideWorks
{
    public static void AddBesideWork(
        this IServiceCollection services, string what, TimeSpan every, Func<IServiceProvider, Func<CancellationToken, Task>> work)
        => services.AddSingleton<IHostedService>(provider => new BesideWork(
            (what, every), provider.GetRequiredService<Lease>(), work(provider), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<BesideWork>>()));
}
