using System.Diagnostics;
using Microsoft.Extensions.Options;
using Platform.Inference.Collection;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Metrics;
using Platform.Inference.Models;
using Platform.Inference.Releases;
using Platform.Inference.Security;
using Platform.Inference.Usage;

namespace Platform.Inference.Serving;

/// <summary>
/// The way of every request to a model, whatever its door: credential, queue, outputs, usage, metrics, collection. It has errors said at
/// the door, so that no middleware need wait for it.
/// </summary>
internal sealed class InferenceHandler(
    ModelRepository models, GatewayGuard gateway, IUsageSink usage, ICallCollector collector, Drain drain, ReleaseWatch releases,
    IOptions<LimitsOptions> limits, MemoryBudget budget, TimeProvider time)
{
    private readonly TimeSpan _defaultTimeout = TimeSpan.FromMilliseconds(limits.Value.RequestTimeoutMilliseconds);

    /// <param name="context">The request.</param>
    /// <param name="name">Of the model; null for the default one.</param>
    /// <param name="version">Of the model; null for its default.</param>
    /// <param name="door">Reads the request, and writes the answer.</param>
    public async Task HandleAsync(HttpContext context, string? name, string? version, IInferenceDoor door)
    {
        drain.Enter();
        var job = default(InferenceJob);
        var started = time.GetTimestamp();
        var outcome = Outcome.Failed;
        using var span = Tracing.Start();
        try
        {
            gateway.Check(context);
            if (usage.Fault is { } fault)
                throw new RefusedException($"{fault}; try again later");
            string? subscription = context.Request.Headers[GatewayHeaders.Subscription];
            job = models.RentJob(name, version, subscription);
            job.Memory.Open(budget);
            var requestBytes = await door.ReadAsync(context, job);
            job.CallerGone = door.CallerGone(context);
            job.Deadline = time.TimestampIn(TimeoutOf(context.Request, job));
            await job.Model.InferAsync(job);

            job.RequireOutputs(0, requestBytes);
            await LargeWork.TakeOver(job.OutputBytes);
            var responseBytes = door.Write(context, job);
            await RecordUsageAsync(subscription, context.Request.Headers[GatewayHeaders.Product], job, requestBytes, responseBytes);
            var ticket = collector.Begin(context, job);
            await door.SendAsync(context, job);
            if (ticket.IsTaken)
                collector.Take(ticket, job);
            outcome = Outcome.Success;
        }
        catch (Exception exception)
        {
            outcome = OutcomeOf(context, exception);
            span?.SetStatus(ActivityStatusCode.Error, outcome.ToString());
            await door.FailAsync(context, exception);
        }
        finally
        {
            if (job is not null)
            {
                span?.Describe(job, time);
                job.Model.Metrics.RecordRequest(outcome, time.GetElapsedTime(started), job, time);
                if (!releases.TryTake(job, outcome))
                    job.Model.ReturnJob(job);
            }

            door.End();
            drain.Leave();
        }
    }

    /// <summary>The request's own, in its parameters or its header; else the server's.</summary>
    private TimeSpan TimeoutOf(HttpRequest request, InferenceJob job) => job.Timeout ?? RequestTimeout.Of(request) ?? _defaultTimeout;

    private ValueTask RecordUsageAsync(string? subscription, string? product, InferenceJob job, int requestBytes, int responseBytes)
    {
        var batch = time.GetElapsedTime(job.StartedAt, job.ComputedAt);
        return usage.RecordAsync(new UsageEvent(
            subscription, product, job.Model.Name, job.Model.Version, job.Rows,
            (long)(batch.TotalMicroseconds * job.Rows / job.BatchRows), requestBytes, responseBytes));
    }

    public static Outcome OutcomeOf(HttpContext context, Exception exception) => exception switch
    {
        ProtocolException { Fault: not (Fault.Internal or Fault.Unavailable) } or BadHttpRequestException => Outcome.Invalid,
        ProtocolException or RefusedException or OutOfMemoryException => Outcome.Refused,
        _ => CallerGone.Caused(context, exception) ? Outcome.Cancelled : Outcome.Failed,
    };
}
