using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Platform.Inference.Execution;

/// <summary>Listens with sockets, whose connections are read on the thread that finds their bytes, but for those of gRPC.</summary>
/// <param name="options">Of sockets.</param>
/// <param name="loggers">For the web server's own.</param>
/// <param name="grpcPort">Below zero without gRPC.</param>
/// <seealso cref="SingleProcessor"/>
internal sealed class ListenerFactory(IOptionsFactory<SocketTransportOptions> options, ILoggerFactory loggers, int grpcPort)
    : IConnectionListenerFactory
{
    /// <summary>
    /// Of a connection, read ahead of who takes it: all of it in one go, on the thread that reads for all, of gRPC too. The web server's
    /// own choice, 1 MB, takes that thread more than a millisecond. Who takes much does so at low priority, and reads on there.
    /// </summary>
    private const int ReadAheadBytes = 64 << 10;

    private readonly SocketTransportFactory _inline = Create(options, loggers, isInline: true);
    private readonly SocketTransportFactory _pooled = Create(options, loggers, isInline: false);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken)
        => (endpoint is IPEndPoint { Port: var port } && port == grpcPort ? _pooled : _inline).BindAsync(endpoint, cancellationToken);

    private static SocketTransportFactory Create(IOptionsFactory<SocketTransportOptions> options, ILoggerFactory loggers, bool isInline)
    {
        var sockets = options.Create(Options.DefaultName);
        sockets.UnsafePreferInlineScheduling = isInline;
        sockets.MaxReadBufferSize = ReadAheadBytes;
        return new SocketTransportFactory(Options.Create(sockets), loggers);
    }
}
