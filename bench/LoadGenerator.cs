using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Bench;

/// <summary>The load that servers are measured by, and what all loads over HTTP/1.1 need.</summary>
internal static class LoadGenerator
{
    public static Measurement Measure(Scenario scenario, Peer peer, TimeSpan time)
        => Measurement.Of([Load(scenario, peer, time)], scenario.Rows);

    /// <summary>Over new connections.</summary>
    /// <exception cref="PeerException">The server does not answer as it should.</exception>
    public static Turn Load(Scenario scenario, Peer peer, TimeSpan time)
    {
        if (scenario.IsGrpc)
        {
            using var grpc = new GrpcLoad(scenario, peer);
            return grpc.Run(time);
        }

        using var http = new HttpLoad(scenario, peer);
        return http.Run(time);
    }

    /// <summary>Leaves the first processor to the server.</summary>
    public static void Pin()
    {
        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > 1)
            Process.GetCurrentProcess().ProcessorAffinity = 2;
    }

    public static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true, ReceiveTimeout = 30_000,
        };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    /// <exception cref="PeerException">It is no 200, or none.</exception>
    public static void ReadAnswer(Socket socket, byte[] buffer)
    {
        var have = 0;
        var expected = int.MaxValue;
        while (have < expected)
        {
            var count = socket.Receive(buffer, have, buffer.Length - have, SocketFlags.None);
            if (count == 0)
                throw new PeerException("the server closed a connection");
            have += count;
            if (expected == int.MaxValue && buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                expected = end + 4 + BodyLength(buffer.AsSpan(0, end), buffer.AsSpan(0, have));
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> read)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new PeerException($"the server answered {Encoding.UTF8.GetString(read[..Math.Min(read.Length, 1000)])}");
        var at = Math.Max(head.IndexOf("Content-Length: "u8), head.IndexOf("content-length: "u8)) + "content-length: ".Length;
        System.Buffers.Text.Utf8Parser.TryParse(head[at..], out int length, out _);
        return length;
    }

    public static byte[] Encode(Scenario scenario)
    {
        var head = new StringBuilder($"POST {scenario.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {scenario.Body.Length}\r\n");
        foreach (var (name, value) in scenario.Headers)
            head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes($"{head}\r\n"), .. scenario.Body];
    }
}
