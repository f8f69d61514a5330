using Microsoft.Extensions.ObjectPool;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Metrics;
using Platform.Inference.Tensors;

namespace Platform.Inference.Models;

/// <summary>One loaded version of a model. Disposed when it has been dropped and its last request is answered.</summary>
internal sealed class ModelVersion : IJobTarget
{
    private readonly IModelRuntime _runtime;
    private readonly IModelUse[] _uses;
    private readonly JobQueue _queue;
    private readonly ObjectPool<InferenceJob> _jobs;
    private int _users = 1;

    public ModelVersion(ModelFile file, ModelSettings settings, IModelRuntime runtime, GraphFacts facts, TimeProvider time)
    {
        Name = file.Model;
        Number = file.Number;
        Version = file.Number.ToString();
        Created = File.GetLastWriteTimeUtc(file.Path);
        Folder = Path.GetDirectoryName(file.Path);
        Settings = settings;
        Metrics = new ModelMetrics(Name, Version);
        _runtime = runtime;
        Signature = runtime.Signature;
        Findings = facts.Findings;
        UnsafeOperator = facts.UnsafeOperator;
        _uses = runtime.Writer is { } writer ? [.. facts.Uses, writer] : [.. facts.Uses];
        NeedsNoName = Array.Exists(_uses, use => use.NeedsNoName);
        RequireSizes();
        if (settings.Batching is not null)
            RequireBatchDimension();
        Memory = new RunMemory(Signature.IsLinear);
        var hasSteadyRows = facts.IsSteady && settings is { Batching: not null, Isolation: not Isolation.Process }
            && BoundRuns.Fit(Signature);
        _queue = new JobQueue(QueueLimits.Of(settings) with { HasSteadyRows = hasSteadyRows }, CreateExecutor, time);
        _jobs = new DefaultObjectPool<InferenceJob>(new JobPolicy(this), maximumRetained: 256);
    }

    public string Name { get; }

    public int Number { get; }

    public string Version { get; }

    public ModelSettings Settings { get; }

    public Signature Signature { get; }

    public ModelMetrics Metrics { get; }

    /// <summary>Requests that wait for a run.</summary>
    public int QueueDepth => _queue.Waiting + (_runtime.Writer?.Waiting ?? 0);

    /// <summary>Whether requests that name no model may mean this one.</summary>
    public bool NeedsNoName { get; }

    /// <summary>Whether it writes texts.</summary>
    public bool Writes => _runtime.Writer is not null;

    /// <summary>When its file was written.</summary>
    public DateTimeOffset Created { get; }

    /// <summary>Where its files are.</summary>
    public string? Folder { get; }

    /// <summary>What its runs take.</summary>
    public RunMemory Memory { get; }

    /// <summary>The operator for which it takes no empty inputs; null where it may get them.</summary>
    public string? UnsafeOperator { get; }

    /// <summary>
    /// What loading it showed: outputs that are left out, names that callers will miss, and what to write into model.json.
    /// </summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>True once the warm-up run is over.</summary>
    public bool IsWarm { get; private set; }

    /// <summary>Why the warm-up run was not computed, which is of zeros, that some graphs refuse; null where it was.</summary>
    public string? WarmUpFailure { get; private set; }

    /// <summary>Why it cannot run now, though it is warm; null while it can.</summary>
    public string? Failure => _runtime.Failure;

    /// <summary>How it fares where it is being released; null where it is not.</summary>
    public Release? Release { get; private set; }

    /// <summary>Whether it serves.</summary>
    public bool IsReady => IsWarm && Failure is null;

    /// <summary>How often its process was started again.</summary>
    public int Restarts => _runtime.Restarts;

    /// <summary>Memory that it has outside of the server's own process.</summary>
    public long ResidentBytes => _runtime.ResidentBytes;

    /// <summary>It is released by these settings from now on, or no longer; by the same ones, it goes on as it is.</summary>
    public void Begin(ReleaseSettings? settings)
    {
        if (Release?.Settings != settings)
            Release = settings is null ? null : new Release(Name, settings, Writes ? "tokens" : "rows");
    }

    /// <summary>What it is good for beside tensors; null where it is not.</summary>
    public TUse? Use<TUse>()
        where TUse : class, IModelUse
    {
        // Requests ask: a loop, without what a query allocates.
        foreach (var use in _uses)
            if (use is TUse found)
                return found;
        return null;
    }

    public IExecutor CreateExecutor() => _runtime.CreateExecutor(joins: Settings.Batching is not null);

    /// <summary>A job that keeps this version loaded until it is returned; null when the version has been dropped already.</summary>
    public InferenceJob? TryRentJob()
    {
        var users = Volatile.Read(ref _users);
        while (users > 0)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return _jobs.Get();
            users = seen;
        }

        return null;
    }

    public void ReturnJob(InferenceJob job)
    {
        _jobs.Return(job);
        LetGo();
    }

    /// <summary>Lets go of the version; it is disposed after the last of its jobs.</summary>
    public void Drop() => LetGo();

    /// <summary>The job's caller is gone, and it need not wait any longer.</summary>
    public void Leave(Job job) => _queue.Leave(job);

    /// <summary>So many rows have run together.</summary>
    public void RecordBatch(int rows) => Metrics.RecordBatch(rows);

    /// <summary>Ends what is still running, because nobody waits for it any more.</summary>
    public void Abort()
    {
        _runtime.Writer?.Abort();
        _queue.Abort();
    }

    /// <exception cref="RefusedException">The queue is full, or the job's deadline passed while it waited.</exception>
    /// <exception cref="ProtocolException">The graph refuses these inputs, or they are larger or smaller than it may get.</exception>
    public ValueTask InferAsync(InferenceJob job)
    {
        JobLimits.Check(job);
        _queue.Enqueue(job);
        return job.Completion;
    }

    /// <summary>Runs the model once, so that the first caller does not pay for what ONNX Runtime sets up on first use.</summary>
    /// <exception cref="Exception">The run failed otherwise than by what the graph, or its process, makes of zeros, and the version is not
    /// ready.</exception>
    public async Task WarmUpAsync()
    {
        if (TryRentJob() is not { } job)
            return;
        try
        {
            await WarmUpAsync(job);
        }
        catch (ProtocolException exception)
        {
            WarmUpFailure = exception.InnerException?.Message ?? exception.Message;
        }
        catch (RefusedException exception) when (exception.IsOfWorker)
        {
            WarmUpFailure = exception.Message;
        }
        finally
        {
            ReturnJob(job);
        }

        IsWarm = true;
    }

    private async Task WarmUpAsync(InferenceJob job)
    {
        if (_runtime.Writer is { } writer)
        {
            await writer.WarmUpAsync();
            return;
        }

        WarmUpSample.Fill(job);
        await InferAsync(job);
        foreach (var use in _uses)
            await use.LearnAsync(this);
    }

    private void RequireSizes()
    {
        foreach (var spec in Signature.Inputs.Concat(Signature.Outputs))
            if (spec.LeastBytes > Array.MaxLength)
                throw new ModelLoadException(
                    $"'{spec.Name}' has {spec.Type.Name} elements and shape {Quote.Shape(spec.Shape)}; expected at most "
                    + $"{Array.MaxLength} bytes");
    }

    private void RequireBatchDimension()
    {
        foreach (var spec in Signature.Inputs.Concat(Signature.Outputs))
            if (spec.Shape is not [-1, ..] && !spec.IsOptional)
                throw new ModelLoadException(
                    $"model.json sets \"batching\", but '{spec.Name}' has shape [{string.Join(',', spec.Shape)}]; expected a first "
                    + "dimension of -1");
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        _queue.Dispose();
        _runtime.Dispose();
    }

    private sealed class JobPolicy(ModelVersion model) : PooledObjectPolicy<InferenceJob>
    {
        public override InferenceJob Create() => new(model);

        public override bool Return(InferenceJob job)
        {
            job.Reset();
            return true;
        }
    }
}
