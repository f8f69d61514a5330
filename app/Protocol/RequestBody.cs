using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Platform.Inference.Protocol;

/// <summary>Reads a whole request body, decompressed.</summary>
internal static class RequestBody
{
    /// <exception cref="ProtocolException">413, or 415 for a content encoding or type that is not supported.</exception>
    /// <exception cref="BadHttpRequestException">413, or 400 for a body that breaks off.</exception>
    /// <exception cref="ConnectionResetException">The caller went away.</exception>
    public static ValueTask ReadAsync(HttpContext context, PooledBytes target)
    {
        ContentTypes.RefuseOther(context.Request.ContentType);
        var encoding = context.Request.Headers.ContentEncoding;
        if (encoding.Count > 0)
            return ReadEncodedAsync(context, encoding.ToString(), target);
        var reader = context.Request.BodyReader;
        return TryReadAll(reader, target) ? default : ReadPlainAsync(reader, target);
    }

    /// <summary>Most bodies have come with their head.</summary>
    private static bool TryReadAll(PipeReader reader, PooledBytes target)
    {
        try
        {
            while (reader.TryRead(out var result))
                if (Take(reader, result, target))
                    return true;
            return false;
        }
        catch (IOException exception) when (IsChunkTooLarge(exception))
        {
            throw ChunkTooLarge();
        }
    }

    private static async ValueTask ReadPlainAsync(PipeReader reader, PooledBytes target)
    {
        try
        {
            while (!Take(reader, await reader.ReadAsync(), target))
            {
            }
        }
        catch (IOException exception) when (IsChunkTooLarge(exception))
        {
            throw ChunkTooLarge();
        }
    }

    /// <returns>Whether that was all.</returns>
    private static bool Take(PipeReader reader, in ReadResult result, PooledBytes target)
    {
        foreach (var segment in result.Buffer)
            target.Append(segment.Span);
        reader.AdvanceTo(result.Buffer.End);
        return result.IsCompleted;
    }

    private static async ValueTask ReadEncodedAsync(HttpContext context, string encoding, PooledBytes target)
    {
        await using var stream = Decoder(context, encoding);
        var limit = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? long.MaxValue;
        try
        {
            int count;
            while ((count = await stream.ReadAsync(target.FreeMemory(4096), context.RequestAborted)) > 0)
            {
                target.Advance(count);
                if (target.Length > limit)
                    throw new ProtocolException(StatusCodes.Status413PayloadTooLarge, $"the request body is larger than {limit} bytes when decompressed");
            }
        }
        catch (IOException exception) when (IsChunkTooLarge(exception))
        {
            throw ChunkTooLarge();
        }
        catch (InvalidDataException exception)
        {
            throw new ProtocolException(StatusCodes.Status400BadRequest, $"the request body is not valid {Quote.Short(encoding)} data", exception);
        }
    }

    /// <summary>The web server has an exception of its own for what is no number, but none for a number that it cannot hold.</summary>
    private static bool IsChunkTooLarge(IOException exception) => exception is { InnerException: OverflowException };

    private static ProtocolException ChunkTooLarge() => ProtocolException.BadRequest("a chunk size of the request body is out of range; expected at most 7FFFFFFF");

    private static Stream Decoder(HttpContext context, string encoding)
    {
        var body = context.Request.Body;
        if (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            return new GZipStream(body, CompressionMode.Decompress);
        if (encoding.Equals("deflate", StringComparison.OrdinalIgnoreCase))
            return new ZLibStream(body, CompressionMode.Decompress);
        if (encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return body;
        context.Response.Headers.AcceptEncoding = "gzip, deflate";
        throw new ProtocolException(
            StatusCodes.Status415UnsupportedMediaType, $"content encoding '{Quote.Short(encoding)}' is not supported; expected gzip or deflate");
    }
}
