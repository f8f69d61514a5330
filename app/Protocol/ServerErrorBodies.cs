using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;

namespace Platform.Inference.Protocol;

/// <summary>
/// Gives the errors that the web server makes by itself, before there is a request to handle, the protocol's body: a request
/// line or a header that it cannot read is answered with a bare status. Its answers pass here on their way to the connection.
/// </summary>
internal sealed class ServerErrorBodies(PipeWriter inner, string connectionId) : PipeWriter
{
    private const string EmptyBody = "\r\nContent-Length: 0\r\n";
    private Memory<byte> _memory;

    public static ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var transport = connection.Transport;
        connection.Transport = new Duplex(transport.Input, new ServerErrorBodies(transport.Output, connection.ConnectionId));
        await next(connection);
        connection.Transport = transport;
    };

    public override Memory<byte> GetMemory(int sizeHint = 0) => _memory = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        var written = _memory.Span[..bytes];
        if (written.StartsWith("HTTP/1.1 4"u8) && WithBody(written) is { } answer)
        {
            answer.CopyTo(inner.GetSpan(answer.Length));
            bytes = answer.Length;
        }

        inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <returns>Null for an answer that has a body of its own.</returns>
    private byte[]? WithBody(ReadOnlySpan<byte> answer)
    {
        var head = Encoding.ASCII.GetString(answer);
        if (!head.Contains(EmptyBody, StringComparison.Ordinal) || !head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            return null;
        var body = $"{{\"error\":\"{Describe(head.AsSpan("HTTP/1.1 ".Length, 3))}\"}}";
        return Encoding.ASCII.GetBytes(
            head.Replace(EmptyBody, $"\r\nContent-Type: {ContentTypes.Json}\r\nX-Request-Id: {connectionId}\r\nContent-Length: {body.Length}\r\n", StringComparison.Ordinal) + body);
    }

    private static string Describe(ReadOnlySpan<char> status) => status switch
    {
        "408" => "the request did not come in time",
        "413" => "the request body is too large",
        "414" => "the request line is too long",
        "431" => "the request headers are too long or too many",
        _ => "the request is not valid HTTP",
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
