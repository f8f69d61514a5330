using System.Diagnostics;
using System.Net.Sockets;

namespace Platform.Bench;

/// <summary>
/// Sends the same request over many connections, each as soon as its last answer has come. One thread goes round them and
/// blocks on each in turn: nothing cheaper exists, so that the server and not the load is the limit.
/// </summary>
internal sealed class HttpLoad : IDisposable
{
    private readonly Peer _peer;
    private readonly byte[] _request;
    private readonly Socket[] _sockets;
    private readonly long[] _sent;
    private readonly byte[] _received = new byte[1 << 20];
    private readonly List<long> _latencies = [];

    public HttpLoad(Scenario scenario, Peer peer)
    {
        _peer = peer;
        _request = LoadGenerator.Encode(scenario);
        _sockets = [.. Enumerable.Range(0, scenario.Connections).Select(_ => LoadGenerator.Connect(peer.Port))];
        _sent = new long[_sockets.Length];
    }

    /// <summary>What the connections and their first requests take does not count.</summary>
    /// <exception cref="PeerException">An answer is no 200, or there is none.</exception>
    public Turn Run(TimeSpan time)
    {
        for (var i = 0; i < _sockets.Length; i++)
            Send(i);
        GoRound();
        _latencies.Clear();
        var (start, processor) = (Stopwatch.GetTimestamp(), _peer.ProcessorTime);
        while (Stopwatch.GetElapsedTime(start) < time)
            GoRound();
        var turn = new Turn([.. _latencies], Stopwatch.GetElapsedTime(start).TotalSeconds, _peer.ProcessorTime - processor);
        // Whoever is measured next shall not wait for what this one still has to answer
        foreach (var socket in _sockets)
            LoadGenerator.ReadAnswer(socket, _received);
        return turn;
    }

    public void Dispose() => Array.ForEach(_sockets, socket => socket.Dispose());

    private void GoRound()
    {
        for (var i = 0; i < _sockets.Length; i++)
        {
            LoadGenerator.ReadAnswer(_sockets[i], _received);
            _latencies.Add(Stopwatch.GetTimestamp() - _sent[i]);
            Send(i);
        }
    }

    private void Send(int i)
    {
        _sent[i] = Stopwatch.GetTimestamp();
        _sockets[i].Send(_request);
    }
}
