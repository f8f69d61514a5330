using System.Net;
using System.Net.Sockets;

namespace Platform.Rehearsal.Parts;

/// <summary>What stands before the servers in a cluster: hands each connection to the next of those that live.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<Part> _servers;
    private readonly Task _accepting;
    private int _next;

    public Balancer(IReadOnlyList<Part> servers)
    {
        _servers = servers;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Place => _listener.LocalEndpoint.ToString()!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = RelayAsync(await _listener.AcceptSocketAsync(_stop.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // It ends, or a caller went away
            }
        }
    }

    private async Task RelayAsync(Socket caller)
    {
        using (caller)
        using (var server = await ConnectAsync())
        {
            if (server is null)
                return;
            var (there, back) = (CopyAsync(caller, server), CopyAsync(server, caller));
            // A server that is killed takes its connections along
            await Task.WhenAny(there, back);
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        for (var tries = 0; tries < _servers.Count; tries++)
        {
            if (_servers[(int)((uint)Interlocked.Increment(ref _next) % _servers.Count)].Address is not { } address)
                continue;
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, address.Port, _stop.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _stop.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end is told by the end of the connection
        }
    }
}
