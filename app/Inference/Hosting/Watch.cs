using Microsoft.Extensions.Options;
using Platform.Inference.Models;

namespace Platform.Inference.Hosting;

/// <summary>Looks at the repository from time to time: notifications of a file system do not cross every kind of mount.</summary>
internal sealed partial class Watch(RepositoryLoader loader, IOptions<ModelsOptions> options, TimeProvider time, ILogger<Watch> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.WatchMilliseconds == 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.WatchMilliseconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await loader.RefreshAsync();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException)
            {
                LogUnreadable(exception.Message);
            }
        }
    }

    [LoggerMessage(5, LogLevel.Warning, "The model repository cannot be read, and what is loaded stays in service: {Reason}")]
    private partial void LogUnreadable(string reason);
}
