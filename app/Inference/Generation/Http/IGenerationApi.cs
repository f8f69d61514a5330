using System.Text.Json;
using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>What requests for texts, and their answers, look like.</summary>
internal interface IGenerationApi
{
    /// <exception cref="ProtocolException">400: a field is wrong, or not supported.</exception>
    GenerationCall Read(HttpContext context, JsonElement body);

    /// <summary>The same below the address of a model that is served elsewhere; null where the API is not OpenAI's.</summary>
    string? UpstreamPath => null;

    /// <summary>Called with the whole text, before the end of the answer is written.</summary>
    ValueTask CompleteAsync(string text) => default;

    /// <summary>The answer as one document.</summary>
    void WriteWhole(GenerationAnswer answer, PooledBytes target);

    /// <summary>What a stream begins with, before its first text.</summary>
    void WriteFirst(GenerationAnswer answer, PooledBytes target)
    {
    }

    void WritePiece(GenerationAnswer answer, string piece, PooledBytes target) => throw new NotSupportedException();

    /// <summary>What a stream ends with.</summary>
    void WriteLast(GenerationAnswer answer, PooledBytes target) => throw new NotSupportedException();

    /// <summary>What ends a stream that failed.</summary>
    void WriteError(int status, string message, PooledBytes target) => throw new NotSupportedException();
}
