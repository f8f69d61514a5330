using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Platform.Bench;

/// <summary>Sends the same request over many connections, as fast as the answers come.</summary>
internal static class LoadGenerator
{
    public static async Task<Measurement> MeasureAsync(Scenario scenario, int port, TimeSpan time)
    {
        var request = Encode(scenario);
        var start = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, scenario.Connections).Select(_ => Task.Run(() => DriveAsync(request, port, start, time))));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var all = latencies.SelectMany(list => list).Order().ToArray();
        var rate = all.Length / elapsed;
        return new Measurement(rate, rate * scenario.Rows, Milliseconds(all[all.Length / 2]), Milliseconds(all[all.Length * 99L / 100]));
    }

    private static async Task<List<long>> DriveAsync(byte[] request, int port, long start, TimeSpan time)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        var buffer = new byte[1 << 20];
        var latencies = new List<long>(1 << 14);
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(request);
            await ReadAnswerAsync(socket, buffer);
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        return latencies;
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var have = 0;
        var expected = int.MaxValue;
        while (have < expected)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (count == 0)
                throw new PeerException("the server closed a connection");
            have += count;
            if (expected == int.MaxValue && buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                expected = end + 4 + BodyLength(buffer.AsSpan(0, end));
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new PeerException($"the server answered {Encoding.ASCII.GetString(head[..Math.Min(head.Length, 40)])}");
        var at = Encoding.ASCII.GetString(head).IndexOf("content-length: ", StringComparison.OrdinalIgnoreCase) + "content-length: ".Length;
        System.Buffers.Text.Utf8Parser.TryParse(head[at..], out int length, out _);
        return length;
    }

    private static byte[] Encode(Scenario scenario)
    {
        var head = new StringBuilder($"POST {scenario.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {scenario.Body.Length}\r\n");
        foreach (var (name, value) in scenario.Headers)
            head.Append($"{name}: {value}\r\n");
        return [.. Encoding.ASCII.GetBytes($"{head}\r\n"), .. scenario.Body];
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
