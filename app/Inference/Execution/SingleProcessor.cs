using Microsoft.AspNetCore.Connections;

namespace Platform.Inference.Execution;

/// <summary>
/// With one processor nothing is won by handing a request of HTTP from thread to thread: the one that finds bytes on a connection
/// reads and parses them, and no code of this server blocks it, since models run elsewhere.
/// Calls of gRPC share few connections. There, what several of them answer goes to the system in one write as long as nobody waits until it
/// is taken; inline, each answer was a write of its own, and a call cost more than twice as much. Their port keeps the pool's threads.
/// </summary>
/// <seealso cref="ListenerFactory"/>
internal static class SingleProcessor
{
    /// <summary>The only way to tell .NET's sockets; it must be set before the first of them.</summary>
    /// <seealso href="https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.transport.sockets.sockettransportoptions.unsafepreferinlinescheduling"/>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// How often a thread of the pool that has nothing to do looks again before it sleeps, which on one processor takes time from those
    /// that have; it must be set before the first of them starts. With gRPC it stays, as each call goes to such a thread: without, a lone
    /// caller made a third fewer calls.
    /// </summary>
    private const string PoolSpins = "System.Threading.ThreadPool.UnfairSemaphoreSpinLimit";

    /// <summary>
    /// The pool starts with a thread for each processor: what one caller keeps busy for long would have all others wait, where threads of one
    /// processor share it.
    /// </summary>
    private const int LeastThreads = 16;

    /// <summary>Whether requests are read and parsed on the thread that finds their bytes.</summary>
    public static bool ReadsInline => Environment.ProcessorCount == 1 && Environment.GetEnvironmentVariable(InlineCompletions) == "1";

    /// <param name="services">Of the server.</param>
    /// <param name="grpcPort">Where gRPC is listened for; null without.</param>
    public static void Configure(IServiceCollection services, int? grpcPort)
    {
        if (Environment.ProcessorCount > 1)
            return;
        LinuxScheduler.ShortenSlices(LinuxScheduler.ShortSlice);
        SchedulerBeat.Start();
        ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        if (grpcPort is null)
            AppContext.SetData(PoolSpins, 0);
        services.AddSingleton<IConnectionListenerFactory>(
            provider => ActivatorUtilities.CreateInstance<ListenerFactory>(provider, [grpcPort ?? -1]));
    }
}
