using Platform.Inference.Models;

namespace Platform.Inference.Hosting;

/// <summary>Warms the models up while the server already answers that it lives.</summary>
internal sealed class WarmUp(ModelRepository models) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(models.WarmUpAsync, stoppingToken);
}
