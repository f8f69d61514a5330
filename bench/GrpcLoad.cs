using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using static Platform.Bench.Http2;

namespace Platform.Bench;

/// <summary>
/// Sends the same call over many streams of one connection, each as soon as its last answer has come. It speaks just as much
/// HTTP/2 as that takes, since a whole client costs more than the server.
/// </summary>
internal sealed class GrpcLoad : IDisposable
{
    private const int Window = int.MaxValue;

    private readonly Scenario _scenario;
    private readonly Peer _peer;
    private readonly Socket _socket;
    private readonly byte[] _header;
    private readonly byte[] _received = new byte[1 << 20];
    private readonly MemoryStream _sending = new();
    private readonly Dictionary<int, (long SentAt, bool HasMessage)> _streams = [];
    private readonly List<long> _latencies = [];
    private int _nextStream = 1;
    private int _windowUsed;
    private int _have;
    private bool _isEnding;

    public GrpcLoad(Scenario scenario, Peer peer)
    {
        (_scenario, _peer) = (scenario, peer);
        _socket = LoadGenerator.Connect(peer.Port);
        _header = Http2.Head(scenario.Path, scenario.Headers);
    }

    /// <summary>What the connection and its first calls take does not count.</summary>
    public Turn Run(TimeSpan time)
    {
        Open();
        for (var i = 0; i < _scenario.Connections; i++)
            Call();
        while (_latencies.Count < _scenario.Connections)
            Receive();
        _latencies.Clear();
        var (start, processor) = (Stopwatch.GetTimestamp(), _peer.ProcessorTime);
        while (Stopwatch.GetElapsedTime(start) < time)
            Receive();
        var turn = new Turn([.. _latencies], Stopwatch.GetElapsedTime(start).TotalSeconds, _peer.ProcessorTime - processor);
        // Whoever is measured next shall not wait for what this one still has to answer
        _isEnding = true;
        while (_streams.Count > 0)
            Receive();
        return turn;
    }

    private void Receive()
    {
        Flush();
        var count = _socket.Receive(_received, _have, _received.Length - _have, SocketFlags.None);
        if (count == 0)
            throw new PeerException("the server closed the connection");
        _have += count;
        var read = ReadFrames(_received.AsSpan(0, _have));
        _received.AsSpan(read, _have - read).CopyTo(_received);
        _have -= read;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    /// <summary>The server may send as much as it likes.</summary>
    private void Open()
    {
        _sending.Write(Http2.Preface);
        Span<byte> setting = stackalloc byte[6];
        BinaryPrimitives.WriteInt16BigEndian(setting, InitialWindowSize);
        BinaryPrimitives.WriteInt32BigEndian(setting[2..], Window);
        Write(Settings, 0, 0, setting);
        Widen(Window - ushort.MaxValue);
    }

    private void Widen(int bytes)
    {
        Span<byte> increment = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(increment, bytes);
        Write(WindowUpdate, 0, 0, increment);
    }

    private void Call()
    {
        Write(Headers, EndHeaders, _nextStream, _header);
        Write(Data, EndStream, _nextStream, _scenario.Body);
        _streams[_nextStream] = (Stopwatch.GetTimestamp(), false);
        _nextStream += 2;
    }

    private void Flush()
    {
        if (_sending.Length > 0)
            _socket.Send(_sending.GetBuffer().AsSpan(0, (int)_sending.Length));
        _sending.SetLength(0);
    }

    /// <returns>The bytes of whole frames.</returns>
    private int ReadFrames(ReadOnlySpan<byte> received)
    {
        var read = 0;
        while (received.Length - read >= HeadBytes)
        {
            var head = received[read..];
            var length = head[0] << 16 | head[1] << 8 | head[2];
            if (head.Length < HeadBytes + length)
                break;
            Take(head[3], head[4], BinaryPrimitives.ReadInt32BigEndian(head[5..]), length);
            read += HeadBytes + length;
        }

        return read;
    }

    private void Take(byte type, byte flags, int stream, int length)
    {
        switch (type)
        {
            case Settings when (flags & Acknowledged) == 0: Write(Settings, Acknowledged, 0, []); break;
            case Reset or GoAway: throw new PeerException("the server ended a call or the connection");
            case Data: TakeData(stream, length); break;
            case Headers when (flags & EndStream) != 0: TakeEnd(stream); break;
        }
    }

    private void TakeData(int stream, int length)
    {
        _streams[stream] = (_streams[stream].SentAt, true);
        _windowUsed += length;
        if (_windowUsed < Window / 2)
            return;
        Widen(_windowUsed);
        _windowUsed = 0;
    }

    private void TakeEnd(int stream)
    {
        _streams.Remove(stream, out var call);
        // A call that fails has only headers.
        if (!call.HasMessage)
            throw new PeerException("the server answered a call with an error");
        _latencies.Add(Stopwatch.GetTimestamp() - call.SentAt);
        if (!_isEnding)
            Call();
    }

    private void Write(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
        => Http2.Write(_sending, type, flags, stream, payload);
}
