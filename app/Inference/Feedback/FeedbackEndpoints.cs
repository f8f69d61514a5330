using Platform.Inference.Collection;
using Platform.Inference.Faults;
using Platform.Inference.Generation.Http;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Usage;

namespace Platform.Inference.Feedback;

/// <summary>Takes what was right, or a thumb, for calls that are kept. It is usage of nobody.</summary>
internal static class FeedbackEndpoints
{
    public const string Path = "/feedback";

    public static void MapFeedback(this IEndpointRouteBuilder app)
    {
        var door = app.ServiceProvider.GetRequiredService<TextDoor>();
        var watch = app.ServiceProvider.GetService<ConsentWatch>();
        var queue = app.ServiceProvider.GetService<CollectQueue>();
        var time = app.ServiceProvider.GetRequiredService<TimeProvider>();
        app.MapPost(Path, context => door.HandleAsync(context, async request =>
        {
            var feedback = FeedbackRequest.Read(request.Json);
            var collected = Collect(feedback, context.Request.Headers[GatewayHeaders.Subscription].ToString(), watch, time);
            if (!queue!.Add(collected))
                throw new Execution.RefusedException("too much feedback waits to be written down; try again later");
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            using var body = new PooledBytes();
            body.Append("{\"accepted\":true}"u8);
            await ResponseBody.WriteAsync(context, body, ContentTypes.Json);
        })).ShortCircuit();
    }

    private static CollectedFeedback Collect(FeedbackRequest feedback, string subscription, ConsentWatch? watch, TimeProvider time)
    {
        if (watch is null)
            throw NotFound("no calls are kept here, and so nothing can be said of them");
        if (watch.Current is not { } current)
            throw Conflict("no calls are kept at the moment; nothing is lost by saying it later");
        if (FeedbackId.Open(feedback.RequestId, current.Pseudonyms, subscription) is not { } id)
            throw NotFound(
                $"no kept call of this subscription has the request id '{Quote.Short(feedback.RequestId)}'; the answer of one that is "
                + $"kept has it in its header {FeedbackId.Header}");
        var pseudonym = current.Pseudonyms.Of(subscription);
        var purposes = current.Consents.Of(pseudonym);
        return purposes == Purposes.None
            ? throw Conflict("calls of this subscription are not kept any more, as its consent was withdrawn")
            : new CollectedFeedback(new CollectTicket(pseudonym, purposes, id.RequestId), id, time.GetUtcNow(), feedback.Rows);
    }

    private static ProtocolException NotFound(string message) => new(Fault.NotFound, message) { Code = "not_found" };

    private static ProtocolException Conflict(string message) => new(Fault.Conflict, message);
}
