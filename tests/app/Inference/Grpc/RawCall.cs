using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace Platform.Inference.Tests.Grpc;

/// <summary>A call whose bytes are the test's own, as no client would send them.</summary>
internal static class RawCall
{
    public const string Infer = "/inference.GRPCInferenceService/ModelInfer";

    public static byte[] Frame(byte[] message, bool compressed)
    {
        byte[] frame = [compressed ? (byte)1 : (byte)0, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        return frame;
    }

    public static byte[] Compress(string encoding, byte[] bytes)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding == "gzip"
            ? new GZipStream(target, CompressionLevel.Fastest)
            : new ZLibStream(target, CompressionLevel.Fastest))
            stream.Write(bytes);
        return target.ToArray();
    }

    /// <summary>What a caller says whose message is compressed, and who reads gzip.</summary>
    public static (string Name, string Value)[] Encoded(string encoding)
        => [("grpc-encoding", encoding), ("grpc-accept-encoding", "identity,gzip")];

    public static async Task<(StatusCode Status, string? Text, byte[] Answer)> SendAsync(
        GrpcServer server, byte[] body, string path = Infer, string contentType = "application/grpc",
        params (string Name, string Value)[] metadata)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        };
        foreach (var (name, value) in metadata)
            request.Headers.Add(name, value);

        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        var fields = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        return (
            (StatusCode)int.Parse(fields.GetValues("grpc-status").Single()),
            fields.TryGetValues("grpc-message", out var message) ? Uri.UnescapeDataString(message.Single()) : null, answer);
    }
}
