using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Platform.Inference.Http;

/// <summary>
/// The sockets that the server listens on. Closing one resets the connections that the kernel has made and the server not
/// yet accepted, so before that they can be told to make no more, while those made are still accepted.
/// </summary>
internal sealed class ListenSockets
{
    private const int SocketLevel = 1, AttachFilter = 26;

    private static readonly SocketFilter[] _dropNewConnections =
    [
        // The byte of the TCP header with the flags; the one for a new connection is 2.
        new(Code: 0x30, IfTrue: 0, IfFalse: 0, Value: 13),
        new(Code: 0x45, IfTrue: 0, IfFalse: 1, Value: 2),
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: 0),
        new(Code: 0x06, IfTrue: 0, IfFalse: 0, Value: uint.MaxValue),
    ];

    private readonly List<Socket> _sockets = [];

    public static void Configure(IServiceCollection services)
    {
        services.AddSingleton<ListenSockets>();
        services.AddOptions<SocketTransportOptions>()
            .Configure<ListenSockets>((options, sockets) => options.CreateBoundListenSocket = sockets.Create);
    }

    public Socket Create(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is IPEndPoint)
            _sockets.Add(socket);
        return socket;
    }

    /// <summary>
    /// From now on no connection is made; who asks for one asks again a second later, and then is refused as nothing listens.
    /// </summary>
    /// <returns>Whether the system could be told so.</returns>
    public bool RefuseMore() => OperatingSystem.IsLinux() && _sockets.TrueForAll(TryAttach);

    private static unsafe bool TryAttach(Socket socket)
    {
        fixed (SocketFilter* filters = _dropNewConnections)
        {
            var program = new SocketProgram((ushort)_dropNewConnections.Length, (nint)filters);
            try
            {
                socket.SetRawSocketOption(SocketLevel, AttachFilter, MemoryMarshal.AsBytes(new ReadOnlySpan<SocketProgram>(in program)));
                return true;
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Some sandboxes know no filters. Stopping goes on without.
                return false;
            }
        }
    }

    /// <summary>One instruction, as <c>linux/filter.h</c> lays it out.</summary>
    private readonly record struct SocketFilter(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>A program of them; see <c>socket(7)</c>.</summary>
    private readonly record struct SocketProgram(ushort Length, nint Filters);
}
