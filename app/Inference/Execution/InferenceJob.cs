using System.Threading.Tasks.Sources;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>One request to one model: its inputs, what it asks for, and its outputs. Reused from request to request.</summary>
internal sealed class InferenceJob : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _completion;

    public InferenceJob(ModelVersion model)
    {
        Model = model;
        Inputs = [.. model.Signature.Inputs.Select(_ => new Tensor())];
        Outputs = [.. model.Signature.Outputs.Select(_ => new Tensor())];
        HasInput = new bool[Inputs.Length];
    }

    public ModelVersion Model { get; }

    /// <summary>In the order of the model's inputs; all are filled before the job is queued.</summary>
    public Tensor[] Inputs { get; }

    public bool[] HasInput { get; }

    /// <summary>Scratch: the shape of the input that is being read.</summary>
    public Tensor Shape { get; } = new();

    /// <summary>In the order of the model's outputs; filled when the job is complete.</summary>
    public Tensor[] Outputs { get; }

    /// <summary>First the body of the request, then that of the answer.</summary>
    public PooledBytes Bytes { get; } = new();

    /// <summary>What the answer shall hold, in its order.</summary>
    public List<OutputRequest> Requested { get; } = [];

    /// <summary>The caller's own id of this request.</summary>
    public string? Id { get; set; }

    /// <summary>For formats that answer like they were asked: with an array, or with one object.</summary>
    public bool AnswersWithArray { get; set; }

    /// <summary>How long the caller lets the request wait, where it says so.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Rows of the first dimension of all inputs; 1 where that is fixed, or differs from input to input.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of one run, for a model with a fixed number of them; 0 where all rows run at once.</summary>
    public int RowsOfRun { get; set; }

    /// <summary>Signalled when the caller is gone, so that work not yet begun need not begin.</summary>
    public CancellationToken CallerGone { get; set; }

    /// <summary>When the job stops being worth starting, in ticks of the time provider's timestamp; 0 is never.</summary>
    public long Deadline { get; set; }

    /// <summary>Whether it is the server's own, which no metrics count.</summary>
    public bool IsLesson { get; set; }

    /// <summary>Rows of all jobs that ran with this one.</summary>
    public int BatchRows { get; set; }

    public long QueuedAt { get; set; }

    public long StartedAt { get; set; }

    public long ComputedAt { get; set; }

    /// <summary>Its part of the memory that requests may take together.</summary>
    public Reservation Memory { get; } = new();

    /// <summary>Whether it is in a queue.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Takes it out of the queue when its caller goes.</summary>
    public CancellationTokenRegistration Leaving { get; set; }

    /// <summary>The next in the queue that this job is in.</summary>
    public InferenceJob? Next { get; set; }

    /// <summary>Bytes of all inputs.</summary>
    public long InputBytes => BytesOf(Inputs);

    /// <summary>Bytes of all outputs.</summary>
    public long OutputBytes => BytesOf(Outputs);

    public ValueTask Completion => new(this, _completion.Version);

    /// <summary>True when the rows of both can be put under each other: all dimensions but the first are the same.</summary>
    public bool CanJoin(InferenceJob other)
    {
        for (var i = 0; i < Inputs.Length; i++)
            if (HasInput[i] != other.HasInput[i] || (HasInput[i] && Model.Signature.Inputs[i].IsOptional) || !Inputs[i].Shape[1..].SequenceEqual(other.Inputs[i].Shape[1..]))
                return false;
        return true;
    }

    /// <summary>Counts the rows of the inputs, which have their shapes.</summary>
    public void CountRows()
    {
        Rows = 1;
        if (!Model.Signature.HasRows)
            return;
        var rows = Inputs[0].Rows;
        foreach (var input in Inputs.AsSpan(0, Model.Signature.RequiredInputs))
            // What has no elements has no rows either, whatever its shape says.
            if (input.Rows != rows || input.ElementCount == 0)
                return;
        Rows = (int)rows;
    }

    public void Succeed(bool elsewhere)
    {
        _completion.RunContinuationsAsynchronously = elsewhere;
        _completion.SetResult(true);
    }

    public void Fail(Exception exception)
    {
        _completion.RunContinuationsAsynchronously = true;
        _completion.SetException(exception);
    }

    public void Reset()
    {
        Leaving = default;
        IsLesson = false;
        _completion.Reset();
        foreach (var input in Inputs)
            input.Clear();
        foreach (var output in Outputs)
            output.Clear();
        Array.Clear(HasInput);
        Bytes.Reset();
        Requested.Clear();
        Id = null;
        Timeout = null;
        AnswersWithArray = false;
        Rows = 1;
        BatchRows = RowsOfRun = 0;
        CallerGone = default;
        Deadline = QueuedAt = StartedAt = ComputedAt = 0;
        // Last: only now is its memory free for others.
        Memory.Close();
    }

    private static long BytesOf(Tensor[] tensors)
    {
        long bytes = 0;
        foreach (var tensor in tensors)
            bytes += tensor.Length;
        return bytes;
    }

    void IValueTaskSource.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _completion.OnCompleted(continuation, state, token, flags);
}
