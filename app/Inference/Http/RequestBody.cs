using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Json;

namespace Platform.Inference.Http;

/// <summary>Reads a whole request body, decompressed.</summary>
internal static class RequestBody
{
    /// <summary>
    /// Of a body whose model has not seen it yet: itself, the array that it grows into, and the tensors that it is read into.
    /// </summary>
    public const long MemoryPerByte = 4;

    /// <exception cref="ProtocolException">413, or 415 for a content encoding that is not supported.</exception>
    /// <exception cref="BadHttpRequestException">413, or 400 for a body that breaks off.</exception>
    /// <exception cref="ConnectionResetException">The caller went away.</exception>
    /// <exception cref="Execution.RefusedException">There is no memory for it now.</exception>
    public static ValueTask ReadAsync(HttpContext context, PooledBytes target, Reservation memory)
        // Most bodies are plain, of a length that is known, and have come with their head
        => context.Request.Headers.ContentEncoding.Count == 0 && context.Request.ContentLength is not null
        && context.Request.BodyReader is var reader && reader.TryRead(out var result) && Take(reader, result, target, memory)
            ? default
            : ReadRestAsync(context, target, memory);

    /// <summary>Reads what may become far more than was sent, and counts it as it comes.</summary>
    /// <returns>False where it is larger than the limit, beyond which nothing is read.</returns>
    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    /// <exception cref="ProtocolException">413.</exception>
    /// <exception cref="RefusedException">There is no memory for it now.</exception>
    public static async ValueTask<bool> TryReadAsync(
        Stream decompressed, PooledBytes target, Reservation memory, long limit, CancellationToken cancellation)
    {
        int count;
        while ((count = await decompressed.ReadAsync(target.FreeMemory(4096), cancellation)) > 0)
        {
            target.Advance(count);
            memory.Require(MemoryPerByte * target.Length);
            if (target.Length > limit)
                return false;
            await LargeWork.TakeOver(target.Length);
        }

        return true;
    }

    /// <returns>Null for an encoding that is not supported.</returns>
    public static Stream? TryDecode(Stream body, string encoding)
    {
        if (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            return new GZipStream(body, CompressionMode.Decompress);
        return encoding.Equals("deflate", StringComparison.OrdinalIgnoreCase) ? new ZLibStream(body, CompressionMode.Decompress) : null;
    }

    private static async ValueTask ReadRestAsync(HttpContext context, PooledBytes target, Reservation memory)
    {
        var encoding = context.Request.Headers.ContentEncoding;
        try
        {
            if (encoding.Count == 0)
                await ReadPlainAsync(context.Request.BodyReader, target, memory);
            else
                await ReadEncodedAsync(context, encoding.ToString(), target, memory);
        }
        // The web server has an exception of its own for a chunk size that is no number, but none for one that it cannot hold.
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            throw ProtocolException.BadRequest("a chunk size of the request body is out of range; expected at most 7FFFFFFF");
        }
    }

    private static async ValueTask ReadPlainAsync(PipeReader reader, PooledBytes target, Reservation memory)
    {
        ReadResult result;
        do
        {
            if (!reader.TryRead(out result))
                result = await reader.ReadAsync();
            await LargeWork.TakeOver(target.Length + result.Buffer.Length);
        }
        while (!Take(reader, result, target, memory));
    }

    /// <returns>Whether that was all.</returns>
    private static bool Take(PipeReader reader, in ReadResult result, PooledBytes target, Reservation memory)
    {
        try
        {
            memory.Require(MemoryPerByte * (target.Length + result.Buffer.Length));
            foreach (var segment in result.Buffer)
                target.Append(segment.Span);
            return result.IsCompleted;
        }
        finally
        {
            // Of a body that is refused too: the web server reads its rest, and fails aloud where a read was left open.
            reader.AdvanceTo(result.Buffer.End);
        }
    }

    private static async ValueTask ReadEncodedAsync(HttpContext context, string encoding, PooledBytes target, Reservation memory)
    {
        await using var stream = Decoder(context, encoding);
        var limit = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize
            ?? long.MaxValue;
        try
        {
            if (!await TryReadAsync(stream, target, memory, limit, context.RequestAborted))
                throw new ProtocolException(Fault.TooLarge, $"the request body is larger than {limit} bytes when decompressed");
        }
        catch (InvalidDataException exception)
        {
            throw new ProtocolException(Fault.Invalid, $"the request body is not valid {Quote.Short(encoding)} data", exception);
        }
    }

    private static Stream Decoder(HttpContext context, string encoding)
    {
        var body = context.Request.Body;
        if (TryDecode(body, encoding) is { } stream)
            return stream;
        if (encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return body;
        context.Response.Headers.AcceptEncoding = "gzip, deflate";
        throw new ProtocolException(
            Fault.UnsupportedMediaType, $"content encoding '{Quote.Short(encoding)}' is not supported; expected gzip or deflate");
    }
}
