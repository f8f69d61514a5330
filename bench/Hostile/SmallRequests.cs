using System.Diagnostics;
using System.Net.Sockets;

namespace Platform.Bench.Hostile;

/// <summary>
/// The small requests of everybody else: so many a second, whatever becomes of those before, over connections that are kept.
/// </summary>
/// <param name="port">Of the server.</param>
internal sealed class SmallRequests(int port) : IDisposable
{
    private const int Connections = 4;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] _request = LoadGenerator.Encode(Requests.Iris(1));
    private readonly Socket?[] _sockets = new Socket?[Connections];

    /// <returns>Milliseconds of each that was answered with 200, and the number of those that were not.</returns>
    public async Task<(List<double> Milliseconds, int Failed)> SendAsync(TimeSpan time)
    {
        var parts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => SendAsync(i, time))));
        return ([.. parts.SelectMany(part => part.Milliseconds)], parts.Sum(part => part.Failed));
    }

    public void Dispose()
    {
        foreach (var socket in _sockets)
            socket?.Dispose();
    }

    /// <summary>What is late counts from when it was due: a caller does not ask less because the server is slow.</summary>
    private async Task<(List<double> Milliseconds, int Failed)> SendAsync(int i, TimeSpan time)
    {
        var buffer = new byte[1 << 16];
        List<double> milliseconds = [];
        var failed = 0;
        var start = Stopwatch.GetTimestamp();
        for (var due = i * _interval / Connections; due < time; due += _interval)
        {
            if (due - Stopwatch.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait);
            var sent = Math.Max(due.TotalMilliseconds, wait > TimeSpan.Zero ? Stopwatch.GetElapsedTime(start).TotalMilliseconds : 0);
            if (TrySend(ref _sockets[i], buffer))
                milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds - sent);
            else
                failed++;
        }

        return (milliseconds, failed);
    }

    private bool TrySend(ref Socket? socket, byte[] buffer)
    {
        try
        {
            socket ??= LoadGenerator.Connect(port);
            socket.Send(_request);
            LoadGenerator.ReadAnswer(socket, buffer);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or PeerException)
        {
            socket?.Dispose();
            socket = null;
            return false;
        }
    }
}
