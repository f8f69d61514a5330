using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Billing.Tests.Notices;

/// <summary>A mail server on loopback that keeps what it takes, and fails as it is told: RFC 5321, as far as one client goes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Mail> _taken = [];
    private Task _accepting = Task.CompletedTask;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Of recipients; null for all of them to be taken.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether a mail that is taken is never said to be.</summary>
    public bool HoldsAnswers { get; set; }

    public int Recipients { get; private set; }

    public IReadOnlyList<Mail> Taken
    {
        get
        {
            lock (_taken)
                return [.. _taken];
        }
    }

    public static MailServer Start()
    {
        var server = new MailServer();
        server._listener.Start();
        server._accepting = server.AcceptAsync();
        return server;
    }

    public async Task TakenAsync(int count, CancellationToken cancellationToken)
    {
        while (Taken.Count < count)
            await Task.Delay(5, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            await SayAsync(stream, "220 loopback");
            var (from, to) = ("", new List<string>());
            while (await reader.ReadLineAsync(_end.Token) is { } line)
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO" or "HELO" or "RSET":
                        await SayAsync(stream, "250 loopback");
                        break;
                    case "MAIL":
                        (from, to) = (line, []);
                        await SayAsync(stream, "250 ok");
                        break;
                    case "RCPT":
                        Recipients++;
                        if (Refusal is null)
                            to.Add(line);
                        await SayAsync(stream, Refusal ?? "250 ok");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        await TakeAsync(reader, from, to);
                        if (HoldsAnswers)
                            await Task.Delay(Timeout.Infinite, _end.Token);
                        await SayAsync(stream, "250 taken");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return;
                    default:
                        await SayAsync(stream, "502 what?");
                        break;
                }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The other end is gone, or this one is
        }
    }

    private async Task TakeAsync(StreamReader reader, string from, IReadOnlyList<string> to)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            lines.Add(line);
        lock (_taken)
            _taken.Add(new Mail(from, to, lines));
    }

    private async Task SayAsync(NetworkStream stream, string line)
        => await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"), _end.Token);

    /// <summary>A mail as it came.</summary>
    internal sealed record Mail(string From, IReadOnlyList<string> To, IReadOnlyList<string> Lines)
    {
        public IReadOnlyList<string> Headers => [.. Lines.TakeWhile(line => line.Length > 0)];

        public string Header(string name)
            => Headers.Single(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))[(name.Length + 2)..];
    }
}
