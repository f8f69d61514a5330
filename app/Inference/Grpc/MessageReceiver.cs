using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Json;

namespace Platform.Inference.Grpc;

/// <summary>
/// Receives the one message of a call, and leaves it where the web server has it, so that what is in it is copied once, to where it is
/// computed with.
/// </summary>
/// <param name="request">The call's.</param>
/// <param name="size">How large it may be.</param>
/// <param name="memory">Takes what it takes.</param>
internal sealed class MessageReceiver(HttpRequest request, MessageSize size, Reservation memory)
{
    private readonly PipeReader _reader = request.BodyReader;

    /// <summary>What has been received and is not let go.</summary>
    private ReadOnlySequence<byte>? _received;

    /// <summary>Of a message that came compressed.</summary>
    private PooledBytes? _inflated;

    /// <summary>Decompressed; there from when it is received until it is let go.</summary>
    public ReadOnlySequence<byte> Message { get; private set; }

    /// <summary>Receives the message whole, which ends with the caller's half of the call.</summary>
    /// <exception cref="ProtocolException">It is larger than it may be, or none, or there is another one behind it.</exception>
    /// <exception cref="RefusedException">There is no memory for it now.</exception>
    /// <exception cref="RpcException">It is compressed in a way that this server does not know.</exception>
    public ValueTask ReceiveAsync()
    {
        // Most have come whole by now, and plain
        if (!_reader.TryRead(out var result) || !TryTake(result, out var isCompressed))
            return ReceiveRestAsync();
        return isCompressed ? InflateAsync() : default;
    }

    public void LetGo()
    {
        Message = default;
        _inflated?.Dispose();
        _inflated = null;
        if (_received is not { } received)
            return;
        _received = null;
        try
        {
            _reader.AdvanceTo(received.End);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The caller has left, so that the web server lets go of it by itself.
        }
    }

    private async ValueTask ReceiveRestAsync()
    {
        bool isCompressed;
        while (!TryTake(await _reader.ReadAsync(), out isCompressed))
        {
        }

        if (isCompressed)
            await InflateAsync();
    }

    /// <returns>Whether that was all.</returns>
    private bool TryTake(in ReadResult result, out bool isCompressed)
    {
        var body = result.Buffer;
        _received = body;
        var prefix = MessagePrefix.Of(body);
        if (prefix is { Flag: > 1 })
            throw MessageFaults.NotCompressed();
        isCompressed = prefix is { IsCompressed: true };
        size.Require(prefix, memory);
        var rest = prefix is { Length: var length } ? body.Length - MessagePrefix.Bytes - length : -1;
        if (rest > 0)
            throw MessageFaults.Several();
        if (result.IsCompleted)
        {
            Message = rest == 0 ? body.Slice(MessagePrefix.Bytes) : throw MessageFaults.None();
            return true;
        }

        _received = null;
        _reader.AdvanceTo(body.Start, body.End);
        return false;
    }

    private async ValueTask InflateAsync()
    {
        var encoding = request.Headers.GrpcEncoding.ToString();
        await using var stream = RequestBody.TryDecode(PipeReader.Create(Message).AsStream(), encoding)
            ?? throw Unknown(encoding);
        _inflated = new PooledBytes();
        try
        {
            if (!await RequestBody.TryReadAsync(stream, _inflated, memory, size.Most, default))
                throw size.TooLargeInflated();
        }
        catch (InvalidDataException exception)
        {
            throw MessageFaults.NotCompressed(exception);
        }

        Message = new ReadOnlySequence<byte>(_inflated.Written);
    }

    /// <seealso href="https://github.com/grpc/grpc/blob/master/doc/compression.md"/>
    private RpcException Unknown(string encoding)
    {
        if (encoding is "" or "identity")
            return new RpcException(new Status(
                StatusCode.Internal, "the request message is compressed, and its metadata 'grpc-encoding' does not say how"));
        request.HttpContext.Response.Headers.GrpcAcceptEncoding = "gzip,deflate";
        return new RpcException(new Status(
            StatusCode.Unimplemented, $"grpc-encoding '{Quote.Short(encoding)}' is not supported; expected gzip or deflate"));
    }
}
