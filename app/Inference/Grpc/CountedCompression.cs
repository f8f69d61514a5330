using System.IO.Compression;
using Grpc.Net.Compression;
using Platform.Inference.Execution;

namespace Platform.Inference.Grpc;

/// <summary>
/// Takes memory for a message as it is decompressed, so that a small one that becomes a large one is found out on its way.
/// </summary>
internal sealed class CountedCompression(ICompressionProvider inner) : ICompressionProvider
{
    /// <summary>gRPC's server says nothing of the call when it asks for a stream.</summary>
    private static readonly AsyncLocal<Reservation?> _memory = new();

    public string EncodingName => inner.EncodingName;

    /// <summary>Has what this call decompresses from now on counted.</summary>
    public static void Begin(Reservation memory) => _memory.Value = memory;

    public static void Wrap(IList<ICompressionProvider> providers)
    {
        for (var i = 0; i < providers.Count; i++)
            providers[i] = new CountedCompression(providers[i]);
    }

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel)
        => inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream)
    {
        var decompressed = inner.CreateDecompressionStream(stream);
        return _memory.Value is { } memory ? new CountedStream(decompressed, memory) : decompressed;
    }
}
