using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Hosting;
using Platform.Inference.Models;
using Platform.Inference.Protocol;
using Platform.Inference.Security;
using Platform.Inference.Telemetry;
using Platform.Inference.Usage;

namespace Platform.Inference.Serving;

/// <summary>
/// The way of every request to a model, whatever its format: credential, body, queue, outputs, usage, answer. It answers errors
/// itself, so that no middleware need wait for it.
/// </summary>
internal sealed class InferenceHandler(
    ModelRepository models, GatewayGuard gateway, IUsageSink usage, Drain drain, ErrorAnswers errors, IOptions<LimitsOptions> limits, TimeProvider time)
{
    public const string TimeoutHeader = "X-Request-Timeout-Ms";
    private const string JsonLengthHeader = "Inference-Header-Content-Length";
    private readonly TimeSpan _defaultTimeout = TimeSpan.FromMilliseconds(limits.Value.RequestTimeoutMilliseconds);

    /// <param name="context">The request.</param>
    /// <param name="name">Of the model; null for the default one.</param>
    /// <param name="version">Of the model; null for its default.</param>
    /// <param name="format">What the body looks like.</param>
    public async Task HandleAsync(HttpContext context, string? name, string? version, IPayloadFormat format)
    {
        drain.Enter();
        errors.Prepare(context);
        var job = default(InferenceJob);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        using var span = Tracing.Start();
        try
        {
            gateway.Check(context);
            job = models.RentJob(name, version);
            await AnswerAsync(context, job, format);
            outcome = Outcome.Success;
        }
        catch (Exception exception)
        {
            outcome = OutcomeOf(context, exception);
            span?.SetStatus(ActivityStatusCode.Error, outcome.ToString());
            await errors.AnswerAsync(context, exception);
        }
        finally
        {
            if (job is not null)
            {
                span?.Describe(job, time);
                job.Model.Metrics.RecordRequest(outcome, time.GetElapsedTime(started), job, time);
                job.Model.ReturnJob(job);
            }

            drain.Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerAsync(HttpContext context, InferenceJob job, IPayloadFormat format)
    {
        var bytes = job.Bytes;
        format.CheckContentType(context.Request.ContentType);
        await RequestBody.ReadAsync(context, bytes);
        var requestBytes = bytes.Length;
        format.Read(context.Request, job, bytes.Written.Span);
        await RunAsync(context, job);

        bytes.Clear();
        var jsonLength = format.Write(job, bytes);
        if (jsonLength > 0)
            context.Response.Headers[JsonLengthHeader] = jsonLength.ToString(CultureInfo.InvariantCulture);
        await RecordUsageAsync(context.Request, job, requestBytes, bytes.Length);
        await ResponseBody.WriteAsync(context, bytes, jsonLength > 0 ? ContentTypes.Binary : ContentTypes.Json);
    }

    private ValueTask RunAsync(HttpContext context, InferenceJob job)
    {
        // The connection's token, unlike the request's, is there without an allocation.
        job.CallerGone = context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? context.RequestAborted;
        job.Deadline = time.GetTimestamp() + (long)(TimeoutOf(context.Request, job).TotalSeconds * time.TimestampFrequency);
        return job.Model.InferAsync(job);
    }

    /// <summary>The request's own, in its parameters or its header; else the server's.</summary>
    private TimeSpan TimeoutOf(HttpRequest request, InferenceJob job)
    {
        if (job.Timeout is { } own)
            return own;
        var header = request.Headers[TimeoutHeader];
        if (header.Count == 0)
            return _defaultTimeout;
        if (int.TryParse(header.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
            return TimeSpan.FromMilliseconds(milliseconds);
        throw ProtocolException.BadRequest($"header {TimeoutHeader} is '{Quote.Short(header.ToString())}'; expected a whole number of milliseconds from 1");
    }

    private ValueTask RecordUsageAsync(HttpRequest request, InferenceJob job, int requestBytes, int responseBytes)
    {
        var batch = time.GetElapsedTime(job.StartedAt, job.ComputedAt);
        return usage.RecordAsync(new UsageEvent(
            request.Headers["x-subscription-id"], request.Headers["x-product-id"], job.Model.Name, job.Model.Version, job.Rows,
            batch.TotalMilliseconds * job.Rows / job.BatchRows, requestBytes, responseBytes));
    }

    private static Outcome OutcomeOf(HttpContext context, Exception exception) => exception switch
    {
        ProtocolException { Status: < 500 } or BadHttpRequestException => Outcome.Invalid,
        ProtocolException or RefusedException => Outcome.Refused,
        _ => CallerGone.Caused(context, exception) ? Outcome.Cancelled : Outcome.Failed,
    };
}
