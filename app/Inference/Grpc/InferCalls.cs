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

    public async Task HandleAsync(HttpContext context)
    {
        // The message itself says how large it is
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var started = time.GetTimestamp();
        using var beat = SchedulerBeat.DuringCall();
        var memory = new Reservation();
        memory.Open(budget);
        var receiver = new MessageReceiver(context.Request, size, memory);
        try
        {
            // First, so that nobody makes the server hold what it then refuses
            gateway.Check(context);
            await receiver.ReceiveAsync();
            var message = InferMessage.Read(receiver.Message);
            await handler.HandleAsync(
                context, message.Model, message.Version, new InferCall(message, receiver, memory, status, started, time));
        }
        catch (Exception exception)
        {
            status.Refuse(context, exception);
        }
        finally
        {
            receiver.LetGo();
            memory.Close();
        }
    }
}
