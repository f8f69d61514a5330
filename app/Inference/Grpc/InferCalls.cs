using Microsoft.AspNetCore.Http.Features;
using Platform.Inference.Execution;
using Platform.Inference.Http;
using Platform.Inference.Security;
using Platform.Inference.Serving;

namespace Platform.Inference.Grpc;

/// <summary>
/// The way of nearly all calls, those of <c>ModelInfer</c>, from the first byte to the last. gRPC's server makes objects of each message and
/// of all its fields, and a dozen more for the call, which takes a quarter of all that such a call took.
/// </summary>
/// <seealso href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md"/>
internal sealed class InferCalls(
    InferenceHandler handler, GatewayGuard gateway, GrpcStatus status, MessageSize size, MemoryBudget budget, TimeProvider time)
{
    private const string Path = "/inference.GRPCInferenceService/ModelInfer";

    /// <summary>Whether this request is one of them. What is there and is no gRPC, gRPC's server refuses.</summary>
    public static bool Has(HttpContext context)
        => context.Request.Path.Value == Path && HttpMethods.IsPost(context.Request.Method)
        && ContentTypes.IsGrpc(context.Request.ContentType);

    public Task HandleAsync(HttpContext context)
    {
        // The message itself says how large it is
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var memory = new Reservation();
        memory.Open(budget);
        var call = new InferCall(new MessageReceiver(context.Request, size, memory), memory, status, time);
        try
        {
            // First, so that nobody makes the server hold what it then refuses
            gateway.Check(context);
            var received = call.ReceiveAsync();
            // Most have, and the rest of the way is the handler's alone
            return received.IsCompletedSuccessfully ? InferAsync(context, call) : InferAsync(context, call, received);
        }
        catch (Exception exception)
        {
            return Refused(context, call, exception);
        }
    }

    private async Task InferAsync(HttpContext context, InferCall call, ValueTask received)
    {
        try
        {
            await received;
        }
        catch (Exception exception)
        {
            await Refused(context, call, exception);
            return;
        }

        await InferAsync(context, call);
    }

    private Task InferAsync(HttpContext context, InferCall call)
    {
        try
        {
            call.ReadMessage();
        }
        catch (Exception exception)
        {
            return Refused(context, call, exception);
        }

        return handler.HandleAsync(context, call.Model, call.Version, call);
    }

    private Task Refused(HttpContext context, InferCall call, Exception exception)
    {
        status.Refuse(context, exception);
        call.End();
        return Task.CompletedTask;
    }
}
