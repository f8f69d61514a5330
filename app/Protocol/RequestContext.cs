using Microsoft.AspNetCore.Connections.Features;
using Platform.Inference.Execution;

namespace Platform.Inference.Protocol;

/// <summary>What inference endpoints share of HTTP.</summary>
internal static class RequestContext
{
    extension(HttpContext context)
    {
        /// <summary>The model of the path.</summary>
        public string Name => (string)context.Request.RouteValues["name"]!;

        /// <summary>The version of the path, or null.</summary>
        public string? Version => (string?)context.Request.RouteValues["version"];
    }

    /// <summary>Queues the job and waits for its outputs; its caller going away lets go of it while it is still waiting.</summary>
    public static ValueTask RunAsync(this InferenceJob job, HttpContext context)
    {
        // The connection's token, unlike the request's, is there without an allocation.
        job.CallerGone = context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? context.RequestAborted;
        return job.Model.InferAsync(job);
    }

    public static Task WriteBodyAsync(this HttpResponse response, PooledBytes bytes, string contentType)
    {
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        var write = response.BodyWriter.WriteAsync(bytes.Written);
        return write.IsCompletedSuccessfully ? Task.CompletedTask : write.AsTask();
    }
}
