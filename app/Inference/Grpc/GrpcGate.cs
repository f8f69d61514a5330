using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Platform.Inference.Execution;

namespace Platform.Inference.Grpc;

/// <summary>
/// What is judged before gRPC's server reads a message, which is its size, and said where it cannot be read; it tells that without a reason.
/// </summary>
/// <seealso cref="InferCalls"/>
internal sealed class GrpcGate(RequestDelegate next, GrpcStatus status, MessageSize size, MemoryBudget budget)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // The prefix has the size; what comes after the message, gRPC's server does not read.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var memory = new Reservation();
        memory.Open(budget);
        try
        {
            await RequireSizeAsync(context, memory);
            await next(context);
            TellFault(context);
        }
        catch (Exception exception)
        {
            status.Refuse(context, exception);
        }
        finally
        {
            // Only now is the answer sent, and neither message is held any more.
            memory.Close();
        }
    }

    private async ValueTask RequireSizeAsync(HttpContext context, Reservation memory)
    {
        var reader = context.Request.BodyReader;
        var body = (await reader.ReadAtLeastAsync(MessagePrefix.Bytes, context.RequestAborted)).Buffer;
        var prefix = MessagePrefix.Of(body);
        reader.AdvanceTo(body.Start);
        size.Require(prefix, memory);
        if (prefix is { IsCompressed: true })
            CountedCompression.Begin(memory);
    }

    private void TellFault(HttpContext context)
    {
        if (context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is { StatusCode: not StatusCode.OK } failed
            && FaultOf(failed) is { } fault)
            status.Refuse(context, fault);
    }

    /// <returns>What the same fault is in HTTP; null where the status says it already.</returns>
    private Exception? FaultOf(Status failed) => failed switch
    {
        { StatusCode: StatusCode.ResourceExhausted, Detail: "Received message exceeds the maximum configured message size." } =>
            size.TooLargeInflated(),
        { DebugException: InvalidDataException invalid } => MessageFaults.NotCompressed(invalid),
        { DebugException: InvalidProtocolBufferException invalid } => MessageFaults.NotAMessage(invalid),
        { StatusCode: StatusCode.Internal, Detail: "Incomplete message." } => MessageFaults.None(),
        { StatusCode: StatusCode.Internal, Detail: "Additional data after the message received." } => MessageFaults.Several(),
        _ => failed.DebugException,
    };
}
