using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Protocol;

namespace Platform.Inference.Serving;

/// <summary>The way of every request to a model, whatever its format: body, queue, outputs, answer.</summary>
internal sealed class InferenceHandler(ModelRepository models, Drain drain, IOptions<LimitsOptions> limits, TimeProvider time)
{
    public const string TimeoutHeader = "X-Request-Timeout-Ms";
    private const string JsonLengthHeader = "Inference-Header-Content-Length";

    /// <param name="context">The request.</param>
    /// <param name="name">Of the model.</param>
    /// <param name="version">Of the model; null for its default.</param>
    /// <param name="format">What the body looks like.</param>
    public async Task HandleAsync(HttpContext context, string name, string? version, IPayloadFormat format)
    {
        drain.Enter();
        InferenceJob? job = null;
        try
        {
            job = models.RentJob(name, version);
            using var bytes = new PooledBytes();
            await RequestBody.ReadAsync(context, bytes);
            format.Read(context.Request, job, bytes.Written.Span);
            await RunAsync(context, job);

            bytes.Clear();
            var jsonLength = format.Write(job, bytes);
            if (jsonLength > 0)
                context.Response.Headers[JsonLengthHeader] = jsonLength.ToString(CultureInfo.InvariantCulture);
            await ResponseBody.WriteAsync(context, bytes, jsonLength > 0 ? ContentTypes.Binary : ContentTypes.Json);
        }
        finally
        {
            job?.Model.ReturnJob(job);
            drain.Leave();
        }
    }

    private ValueTask RunAsync(HttpContext context, InferenceJob job)
    {
        // The connection's token, unlike the request's, is there without an allocation.
        job.CallerGone = context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? context.RequestAborted;
        job.Deadline = time.GetTimestamp() + (long)(Timeout(context.Request, job).TotalSeconds * time.TimestampFrequency);
        return job.Model.InferAsync(job);
    }

    /// <summary>The request's own, in its parameters or its header; else the server's.</summary>
    private TimeSpan Timeout(HttpRequest request, InferenceJob job)
    {
        if (job.Timeout is { } own)
            return own;
        var header = request.Headers[TimeoutHeader];
        if (header.Count == 0)
            return TimeSpan.FromMilliseconds(limits.Value.RequestTimeoutMilliseconds);
        if (int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw ProtocolException.BadRequest($"header {TimeoutHeader} is '{Quote.Short(header.ToString())}'; expected a whole number of milliseconds from 1");
    }
}
