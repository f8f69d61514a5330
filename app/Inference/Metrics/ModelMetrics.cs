using System.Diagnostics.Metrics;
using Platform.Inference.Execution;

namespace Platform.Inference.Metrics;

/// <summary>What is measured of one version of a model. Kept for the Prometheus page, and handed on to whoever listens to the meter.</summary>
internal sealed class ModelMetrics(string model, string version)
{
    public const string MeterName = "Platform.Inference";
    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>("inference.requests", "{request}", "Requests by outcome");
    private static readonly Counter<long> s_rows = s_meter.CreateCounter<long>("inference.rows", "{row}", "Rows computed");
    private static readonly Counter<long> s_tokens = s_meter.CreateCounter<long>("inference.tokens", "{token}", "Tokens of answered requests, read and written");
    private static readonly Histogram<double> s_total = s_meter.CreateHistogram<double>("inference.request.duration", "s", "From the request's first byte to its answer");
    private static readonly Histogram<double> s_queue = s_meter.CreateHistogram<double>("inference.queue.duration", "s", "Waiting for a run");
    private static readonly Histogram<double> s_compute = s_meter.CreateHistogram<double>("inference.compute.duration", "s", "The run of the batch that the request is in");
    private static readonly Histogram<long> s_batch = s_meter.CreateHistogram<long>("inference.batch.rows", "{row}", "Rows that ran together");
    private static readonly string[] s_outcomes = [.. Enum.GetNames<Outcome>().Select(name => name.ToLowerInvariant())];

    private readonly long[] _requests = new long[s_outcomes.Length];
    private readonly KeyValuePair<string, object?> _model = new("model", model);
    private readonly KeyValuePair<string, object?> _version = new("version", version);
    private long _rows;
    private long _tokensRead;
    private long _tokensWritten;
    private long _failedTicks;
    private long _lastAnswered;

    public string Model => model;

    public string Version => version;

    public static IReadOnlyList<string> Outcomes => s_outcomes;

    public Histogram Total { get; } = new(Histogram.Durations);

    public Histogram Queue { get; } = new(Histogram.Durations);

    public Histogram Compute { get; } = new(Histogram.Durations);

    public Histogram Batch { get; } = new(Histogram.Sizes);

    public long Rows => Volatile.Read(ref _rows);

    /// <summary>Of the prompts of answered requests.</summary>
    public long TokensRead => Volatile.Read(ref _tokensRead);

    /// <summary>Of the answers.</summary>
    public long TokensWritten => Volatile.Read(ref _tokensWritten);

    /// <summary>Of all requests that were not answered as asked.</summary>
    public double FailedSeconds => TimeSpan.FromTicks(Volatile.Read(ref _failedTicks)).TotalSeconds;

    /// <summary>When, in milliseconds since 1970; 0 for never.</summary>
    public long LastAnswered => Volatile.Read(ref _lastAnswered);

    public long Requests(int outcome) => Volatile.Read(ref _requests[outcome]);

    public void RecordBatch(int rows)
    {
        Batch.Record(rows);
        if (s_batch.Enabled)
            s_batch.Record(rows, _model, _version);
    }

    /// <param name="outcome">How it ended.</param>
    /// <param name="elapsed">From its beginning.</param>
    /// <param name="job">With its times, where it ran.</param>
    /// <param name="time">What the job's times are of.</param>
    public void RecordRequest(Outcome outcome, TimeSpan elapsed, Job job, TimeProvider time)
    {
        RecordEnd(outcome, elapsed, time);
        if (outcome == Outcome.Success)
            RecordRun(job, time.GetElapsedTime(job.QueuedAt, job.StartedAt).TotalSeconds, time.GetElapsedTime(job.StartedAt, job.ComputedAt).TotalSeconds);
    }

    /// <summary>What one request read and wrote, as it is billed.</summary>
    public void RecordTokens(int read, int written)
    {
        Interlocked.Add(ref _tokensRead, read);
        Interlocked.Add(ref _tokensWritten, written);
        if (!s_tokens.Enabled)
            return;
        s_tokens.Add(read, _model, _version, new("direction", "read"));
        s_tokens.Add(written, _model, _version, new("direction", "written"));
    }

    /// <summary>How a request ended, and how long it took; of a model that is served elsewhere, this is all.</summary>
    public void RecordEnd(Outcome outcome, TimeSpan elapsed, TimeProvider time)
    {
        Interlocked.Increment(ref _requests[(int)outcome]);
        Total.Record(elapsed.TotalSeconds);
        if (s_requests.Enabled)
            s_requests.Add(1, _model, _version, new("outcome", s_outcomes[(int)outcome]));
        if (s_total.Enabled)
            s_total.Record(elapsed.TotalSeconds, _model, _version);
        if (outcome == Outcome.Success)
            Volatile.Write(ref _lastAnswered, time.GetUtcNow().ToUnixTimeMilliseconds());
        else
            Interlocked.Add(ref _failedTicks, elapsed.Ticks);
    }

    private void RecordRun(Job job, double queue, double compute)
    {
        Interlocked.Add(ref _rows, job.Rows);
        Queue.Record(queue);
        Compute.Record(compute);
        if (!s_queue.Enabled)
            return;
        s_rows.Add(job.Rows, _model, _version);
        s_queue.Record(queue, _model, _version);
        s_compute.Record(compute, _model, _version);
    }
}
