using System.Globalization;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.OpenInference;

/// <summary>The Open Inference Protocol's request and answer. A header tells how much of the body is JSON; none means all of it.</summary>
internal sealed class InferFormat : IPayloadFormat
{
    private const string HeaderLength = "Inference-Header-Content-Length";

    public static readonly InferFormat Instance = new();

    public void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body)
    {
        var header = request.Headers[HeaderLength];
        if (header.Count == 0)
        {
            InferRequestReader.Read(job, body, default);
            return;
        }

        if (!int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > body.Length)
            throw ProtocolException.BadRequest(
                $"header {HeaderLength} is '{Quote.Short(header.ToString())}'; expected a whole number from 0 to the body's "
                + $"{body.Length} bytes");
        if (length == 0)
            RawRequestReader.Read(job, body);
        else
            InferRequestReader.Read(job, body[..length], body[length..]);
    }

    public int Write(InferenceJob job, PooledBytes answer) => InferResponseWriter.Write(job, answer);
}
