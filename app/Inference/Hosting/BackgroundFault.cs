namespace Platform.Inference.Hosting;

/// <summary>The host stops when a service in the background fails, and logs it, but ends as if it had been told to.</summary>
internal static class BackgroundFault
{
    /// <returns>What a service failed with; null when the stop was asked for.</returns>
    public static Exception? Of(IServiceProvider services) => services.GetServices<IHostedService>().OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.GetBaseException()).FirstOrDefault(fault => fault is not null);
}
