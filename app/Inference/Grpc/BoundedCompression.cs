using System.IO.Compression;
using Grpc.Net.Compression;

namespace Platform.Inference.Grpc;

/// <summary>A compression of gRPC that stops reading at the limit of a message: a small one may hold very many bytes.</summary>
/// <param name="name">As <c>grpc-encoding</c> calls it.</param>
/// <param name="limit">Bytes of a message, decompressed.</param>
internal sealed class BoundedCompression(string name, long limit) : ICompressionProvider
{
    public const string Gzip = "gzip";

    /// <summary>With the header and the checksum of zlib, as HTTP means it.</summary>
    public const string Deflate = "deflate";

    public string EncodingName => name;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => name == Gzip
        ? new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true)
        : new ZLibStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) => new BoundedStream(
        name == Gzip ? new GZipStream(stream, CompressionMode.Decompress) : new ZLibStream(stream, CompressionMode.Decompress), limit);
}
