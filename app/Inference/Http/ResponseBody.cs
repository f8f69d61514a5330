using System.IO.Compression;
using System.Net.Http.Headers;
using Platform.Inference.Json;

namespace Platform.Inference.Http;

/// <summary>Sends a whole body, compressed where the caller asks for it.</summary>
internal static class ResponseBody
{
    public static Task WriteAsync(HttpContext context, PooledBytes bytes, string contentType)
    {
        var response = context.Response;
        response.ContentType = contentType;
        if (context.Request.Headers.AcceptEncoding.Count > 0 && AcceptsGzip(context.Request))
            return WriteGzipAsync(response, bytes);
        response.ContentLength = bytes.Length;
        var write = response.BodyWriter.WriteAsync(bytes.Written);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }

    private static async Task WriteGzipAsync(HttpResponse response, PooledBytes bytes)
    {
        response.Headers.ContentEncoding = "gzip";
        response.Headers.Vary = "Accept-Encoding";
        await using var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await gzip.WriteAsync(bytes.Written);
    }

    private static bool AcceptsGzip(HttpRequest request)
    {
        foreach (var header in request.Headers.AcceptEncoding)
            foreach (var part in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
                if (StringWithQualityHeaderValue.TryParse(part, out var coding)
                    && coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase))
                    return coding.Quality is not 0;
        return false;
    }
}
