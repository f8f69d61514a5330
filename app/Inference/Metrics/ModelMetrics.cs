using Platform.Inference.Execution;

namespace Platform.Inference.Metrics;

/// <summary>What is measured of one version of a model, counted once and read by the page and by the meter.</summary>
internal sealed class ModelMetrics(string model, string version)
{
    public static readonly HistogramMetric RequestDuration =
        new(
            "inference.request.duration", "s", "From the request's first byte to its answer", HistogramMetric.Durations, "model",
            "version");

    public static readonly HistogramMetric QueueDuration =
        new("inference.queue.duration", "s", "Waiting for a run", HistogramMetric.Durations, "model", "version");

    public static readonly HistogramMetric ComputeDuration =
        new(
            "inference.compute.duration", "s", "The run of the batch that the request is in", HistogramMetric.Durations, "model",
            "version");

    public static readonly HistogramMetric BatchRows =
        new("inference.batch.rows", "{row}", "Rows that ran together", HistogramMetric.Sizes, "model", "version");

    private static readonly string[] _outcomes = [.. Enum.GetNames<Outcome>().Select(name => name.ToLowerInvariant())];

    private readonly long[] _requests = new long[_outcomes.Length];
    private long _rows;
    private long _tokensRead;
    private long _tokensWritten;
    private long _failedTicks;
    private long _lastAnswered;

    public string Model => model;

    public string Version => version;

    public static IReadOnlyList<string> Outcomes => _outcomes;

    public Histogram Total { get; } = new(RequestDuration, model, version);

    public Histogram Queue { get; } = new(QueueDuration, model, version);

    public Histogram Compute { get; } = new(ComputeDuration, model, version);

    public Histogram Batch { get; } = new(BatchRows, model, version);

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

    public void RecordBatch(int rows) => Batch.Record(rows);

    /// <param name="outcome">How it ended.</param>
    /// <param name="elapsed">From its beginning.</param>
    /// <param name="job">With its times, where it ran.</param>
    /// <param name="time">What the job's times are of.</param>
    public void RecordRequest(Outcome outcome, TimeSpan elapsed, Job job, TimeProvider time)
    {
        RecordEnd(outcome, elapsed, time);
        if (outcome != Outcome.Success)
            return;
        Interlocked.Add(ref _rows, job.Rows);
        Queue.Record(time.GetElapsedTime(job.QueuedAt, job.StartedAt).TotalSeconds);
        Compute.Record(time.GetElapsedTime(job.StartedAt, job.ComputedAt).TotalSeconds);
    }

    /// <summary>What one request read and wrote, as it is billed.</summary>
    public void RecordTokens(int read, int written)
    {
        Interlocked.Add(ref _tokensRead, read);
        Interlocked.Add(ref _tokensWritten, written);
    }

    /// <summary>How a request ended, and how long it took; of a model that is served elsewhere, this is all.</summary>
    public void RecordEnd(Outcome outcome, TimeSpan elapsed, TimeProvider time)
    {
        Interlocked.Increment(ref _requests[(int)outcome]);
        Total.Record(elapsed.TotalSeconds);
        if (outcome == Outcome.Success)
            Volatile.Write(ref _lastAnswered, time.GetUtcNow().ToUnixTimeMilliseconds());
        else
            Interlocked.Add(ref _failedTicks, elapsed.Ticks);
    }
}
