using Platform.Inference.Models;

namespace Platform.Inference.Hosting;

/// <summary>Warms the models up while the server already answers that it lives.</summary>
internal sealed class WarmUp(RepositoryLoader loader) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(loader.WarmUpAsync, stoppingToken);
}
