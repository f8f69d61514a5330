using System.Diagnostics;
using Platform.Inference.Models;

namespace Platform.Inference.Serving;

/// <summary>
/// Spans of inference. They are children of the web server's, which takes its parent from the W3C trace context of the request.
/// </summary>
internal static class Tracing
{
    public const string SourceName = "Platform.Inference";

    private static readonly ActivitySource _source = new(SourceName);

    /// <returns>Null where nobody listens.</returns>
    public static Activity? Start() => _source.StartActivity("infer");

    public static void Describe(this Activity activity, InferenceJob job, TimeProvider time)
    {
        activity.SetTag("inference.model", job.Model.Name);
        activity.SetTag("inference.version", job.Model.Version);
        activity.SetTag("inference.rows", job.Rows);
        activity.SetTag("inference.batch_rows", job.BatchRows);
        activity.SetTag("inference.queue_seconds", time.GetElapsedTime(job.QueuedAt, job.StartedAt).TotalSeconds);
        activity.SetTag("inference.compute_seconds", time.GetElapsedTime(job.StartedAt, job.ComputedAt).TotalSeconds);
    }
}
