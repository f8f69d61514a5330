using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Platform.Inference.Hosting;

/// <summary>
/// With one processor nothing is won by handing a request from thread to thread: the one that finds bytes on a connection
/// reads and parses them, and no code of this server blocks it, since models run elsewhere.
/// </summary>
internal static class SingleProcessor
{
    /// <summary>The only way to tell .NET's sockets; it must be set before the first of them.</summary>
    /// <seealso href="https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.server.kestrel.transport.sockets.sockettransportoptions.unsafepreferinlinescheduling"/>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static void Configure(IServiceCollection services)
    {
        if (Environment.ProcessorCount > 1)
            return;
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
    }
}
