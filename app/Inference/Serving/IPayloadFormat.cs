using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Serving;

/// <summary>What a request to a model looks like, and its answer.</summary>
internal interface IPayloadFormat
{
    /// <exception cref="ProtocolException">415: a body of this type is not read.</exception>
    void CheckContentType(string? contentType) => ContentTypes.RefuseOther(contentType);

    /// <summary>Fills the job's inputs.</summary>
    /// <exception cref="ProtocolException">The body does not fit the model.</exception>
    void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body);

    /// <summary>Writes the answer from the job's outputs.</summary>
    /// <returns>Where binary data follows JSON, the length of the JSON; else 0.</returns>
    int Write(InferenceJob job, PooledBytes answer);
}
