using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Platform.Inference.Hosting;

namespace Platform.Inference.Tests.Hosting;

public sealed class BackgroundFaultTests
{
    [Fact]
    public async Task Of_AServiceThatFailed_IsItsException()
    {
        var fault = new InvalidOperationException("it broke");

        Assert.Same(fault, await OfAsync(Task.FromException(fault)));
    }

    [Fact]
    public async Task Of_ServicesThatEndedOrWereStopped_IsNothing()
    {
        Assert.Null(await OfAsync(Task.CompletedTask));
        Assert.Null(await OfAsync(Task.FromCanceled(new CancellationToken(canceled: true))));
    }

    private static async Task<Exception?> OfAsync(Task work)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IHostedService>(new Service(Task.CompletedTask));
        services.AddSingleton<IHostedService>(new Service(work));
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>().Cast<Service>())
        {
            await Task.WhenAny(service.StartAsync(default));
            await Task.WhenAny(service.ExecuteTask!);
        }

        return BackgroundFault.Of(provider);
    }

    private sealed class Service(Task work) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => work;
    }
}
