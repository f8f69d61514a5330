using Grpc.Core;
using Platform.Inference.Execution;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.Grpc;

/// <summary>One call: its request, which has been received whole, and its answer, which is sent when the call ends.</summary>
internal sealed class GrpcDoor(ModelInferRequest request, ServerCallContext call, GrpcStatus status, TimeProvider time) : IInferenceDoor
{
    private const string Encoding = "grpc-encoding";
    private const string AcceptEncoding = "grpc-accept-encoding";
    private const string Gzip = "gzip";

    /// <summary>How gRPC's server is told to compress the answer to one call.</summary>
    private static readonly Metadata _compress = new() { { "grpc-internal-encoding-request", Gzip } };

    /// <summary>There once the handler is done without an error.</summary>
    public ModelInferResponse Answer { get; private set; } = null!;

    private bool IsRaw => request.RawInputContents.Count > 0;

    public async ValueTask<int> ReadAsync(HttpContext context, InferenceJob job)
    {
        var bytes = request.CalculateSize();
        job.Memory.LeaveTo(context.Features.Get<Reservation>());
        await LargeWork.TakeOver(bytes);
        InferMessageReader.Read(job, request);
        if (call.Deadline != DateTime.MaxValue)
        {
            var left = call.Deadline - time.GetUtcNow().UtcDateTime;
            job.Timeout = job.Timeout is { } own && own < left ? own : left;
        }

        return bytes;
    }

    /// <summary>Signalled by the caller, by the loss of its connection, and by the call's deadline.</summary>
    public CancellationToken CallerGone(HttpContext context) => call.CancellationToken;

    public int Write(HttpContext context, InferenceJob job)
    {
        Answer = InferMessageWriter.Write(job, IsRaw);
        return Answer.CalculateSize();
    }

    /// <summary>
    /// Nothing is left to do but to have the answer compressed where the request was: all clients say that they could read it so, few want
    /// it.
    /// </summary>
    public ValueTask SendAsync(HttpContext context, InferenceJob job)
        => context.Request.Headers[Encoding] == Gzip
        && context.Request.Headers[AcceptEncoding].ToString().Contains(Gzip, StringComparison.Ordinal)
            ? new ValueTask(call.WriteResponseHeadersAsync(_compress))
            : default;

    public Task FailAsync(HttpContext context, Exception exception) => throw status.Of(context, exception);
}
