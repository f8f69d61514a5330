using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Platform.Inference.Http;

/// <summary>
/// The way out of a connection. It lets everything pass, until it is told that an error of the web server comes, which it completes.
/// </summary>
internal sealed class ServerErrorWriter(PipeWriter inner, string connectionId) : PipeWriter
{
    private const string EmptyBody = "\r\nContent-Length: 0\r\n";
    private const string EndOfHead = "\r\n\r\n";
    private ArrayBufferWriter<byte>? _answer;
    private int _status;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes + (_answer?.WrittenCount ?? 0);

    /// <summary>What is written from here to the next flush is an error with this status, and the last answer of the connection.</summary>
    public void Expect(int status)
    {
        _answer = new ArrayBufferWriter<byte>();
        _status = status;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _answer is null ? inner.GetMemory(sizeHint) : _answer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _answer is null ? inner.GetSpan(sizeHint) : _answer.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (_answer is null)
            inner.Advance(bytes);
        else
            _answer.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_answer is { } answer)
        {
            _answer = null;
            inner.Write(WithBody(answer.WrittenSpan));
        }

        return inner.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    /// <returns>The answer as it was where it is more or other than a bare head, such as the server's to HTTP/2 on a port without
    /// it.</returns>
    private ReadOnlySpan<byte> WithBody(ReadOnlySpan<byte> answer)
    {
        var head = Encoding.Latin1.GetString(answer);
        if (!head.StartsWith($"HTTP/1.1 {_status} ", StringComparison.Ordinal) || !head.Contains(EmptyBody, StringComparison.Ordinal)
            || head.IndexOf(EndOfHead, StringComparison.Ordinal) != head.Length - EndOfHead.Length)
            return answer;
        var body = $"{{\"error\":\"{Describe()}\"}}";
        var fields = $"\r\nContent-Type: {ContentTypes.Json}\r\nX-Content-Type-Options: nosniff\r\n{ErrorResponse.RequestId}: "
            + $"{connectionId}\r\nContent-Length: {body.Length}\r\n";
        return Encoding.Latin1.GetBytes(head.Replace(EmptyBody, fields, StringComparison.Ordinal) + body);
    }

    private string Describe() => _status switch
    {
        StatusCodes.Status405MethodNotAllowed => "the method is not allowed for this kind of request target",
        StatusCodes.Status408RequestTimeout => "the request did not come in time",
        StatusCodes.Status411LengthRequired => "the request has a body of unknown length; give Content-Length or Transfer-Encoding",
        StatusCodes.Status413PayloadTooLarge => "the request body is too large",
        StatusCodes.Status414UriTooLong => "the request line is too long",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "the request headers are too long or too many",
        StatusCodes.Status505HttpVersionNotsupported => "the HTTP version is not supported; expected HTTP/1.1",
        _ => "the request is not valid HTTP",
    };
}
