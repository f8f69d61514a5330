using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Bench.Hostile;

/// <summary>Does what an <see cref="Attack"/> says, and tells what came of it.</summary>
internal static class Attacker
{
    public const string Closed = "closed", NoAnswer = "no answer", Left = "left", Framed = "frames";
    private const int StatusAt = 9, StatusEnd = 12;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>With what need not be answered.</summary>
    private static readonly TimeSpan _littlePatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _stay = TimeSpan.FromSeconds(1);

    /// <returns>The status of the answer, or one of the words above.</returns>
    public static async Task<string> RunAsync(Attack attack, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (attack.Ending != Ending.Read)
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        using var limit = new CancellationTokenSource(attack.Answers.Length > 0 ? _patience : _littlePatience);
        // Some answers come, and are lost where nobody reads them, before all has been sent.
        var answer = attack.Ending == Ending.Read ? ReadAsync(socket, attack.IsGrpc, limit.Token) : null;
        await SendAsync(socket, attack, limit.Token);
        if (answer is not null)
            return await answer;
        if (attack.Ending == Ending.Stay)
            await Task.Delay(_stay);
        return Left;
    }

    /// <summary>Whether that is right, where all the others are at work: memory may be short at any time.</summary>
    public static bool IsRight(Attack attack, string outcome)
        => attack.Answers.Length == 0
        ? outcome != "500"
        : outcome is "503" or Closed || attack.Answers.Any(status => outcome == status.ToString(CultureInfo.InvariantCulture));

    private static async Task SendAsync(Socket socket, Attack attack, CancellationToken limit)
    {
        try
        {
            foreach (var piece in attack.Pieces)
            {
                await socket.SendAsync(piece, limit);
                if (attack.Gap > TimeSpan.Zero)
                    await Task.Delay(attack.Gap, limit);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server has heard enough; its answer says why.
        }
    }

    private static async Task<string> ReadAsync(Socket socket, bool isGrpc, CancellationToken limit)
    {
        var buffer = new byte[1 << 16];
        var have = 0;
        try
        {
            while (have < buffer.Length)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(have), limit);
                have += count;
                if (count == 0)
                    return Closed;
                if ((isGrpc ? FrameIn(buffer.AsSpan(0, have)) : StatusIn(buffer.AsSpan(0, have))) is { } outcome)
                    return outcome;
            }

            return NoAnswer;
        }
        catch (SocketException)
        {
            return Closed;
        }
        catch (OperationCanceledException)
        {
            return NoAnswer;
        }
    }

    private static string? StatusIn(ReadOnlySpan<byte> received)
        => received.Length < StatusEnd ? null : Encoding.ASCII.GetString(received[StatusAt..StatusEnd]);

    /// <summary>The first frame by which a call or the connection is answered or ended.</summary>
    private static string? FrameIn(ReadOnlySpan<byte> received)
    {
        while (received.Length >= Http2.HeadBytes)
        {
            if (received[3] is Http2.Headers or Http2.Reset or Http2.GoAway)
                return Framed;
            var frame = Http2.HeadBytes + (BinaryPrimitives.ReadInt32BigEndian(received) >>> 8);
            if (frame > received.Length)
                return null;
            received = received[frame..];
        }

        return null;
    }
}
