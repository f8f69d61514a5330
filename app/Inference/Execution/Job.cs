using System.Threading.Tasks.Sources;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>One run of one model, or a part of one: its inputs, how far it is, and its outputs. Reused from request to request.</summary>
internal class Job : IValueTaskSource
{
    /// <summary>Of memory for a byte of an output: itself, and as many as eight characters in an answer that has grown.</summary>
    private const long AnswerFactor = 8;

    private ManualResetValueTaskSourceCore<bool> _completion;

    public Job(IJobTarget target)
    {
        Target = target;
        Inputs = [.. target.Signature.Inputs.Select(_ => new Tensor())];
        Outputs = [.. target.Signature.Outputs.Select(_ => new Tensor())];
        HasInput = new bool[Inputs.Length];
    }

    public IJobTarget Target { get; }

    /// <summary>Its request's part of the memory that requests may take together.</summary>
    public Reservation Memory { get; } = new();

    /// <summary>In the order of the model's inputs; all are filled before the job is queued.</summary>
    public Tensor[] Inputs { get; }

    public bool[] HasInput { get; }

    /// <summary>In the order of the model's outputs; filled when the job is complete.</summary>
    public Tensor[] Outputs { get; }

    /// <summary>Rows of the first dimension of all inputs; 1 where that is fixed, or differs from input to input.</summary>
    public int Rows { get; set; }

    /// <summary>Rows of one run, for a model with a fixed number of them; 0 where all rows run at once.</summary>
    public int RowsOfRun { get; set; }

    /// <summary>Signalled when the caller is gone, so that work not yet begun need not begin.</summary>
    public CancellationToken CallerGone { get; set; }

    /// <summary>When the job stops being worth starting, in ticks of the time provider's timestamp; 0 is never.</summary>
    public long Deadline { get; set; }

    /// <summary>When its caller stops waiting, whether it runs or not, in ticks of the time provider's timestamp; 0 where none says.</summary>
    public long GivenUpAt { get; set; }

    /// <summary>Whether it is the server's own, which no metrics count.</summary>
    public bool IsLesson { get; set; }

    /// <summary>Rows of all jobs that ran with this one.</summary>
    public int BatchRows { get; set; }

    public long QueuedAt { get; set; }

    public long StartedAt { get; set; }

    public long ComputedAt { get; set; }

    /// <summary>Whether it is in a queue.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Takes it out of the queue when its caller goes.</summary>
    public CancellationTokenRegistration Leaving { get; set; }

    /// <summary>The next in the queue that this job is in.</summary>
    public Job? Next { get; set; }

    /// <summary>Bytes of all inputs.</summary>
    public long InputBytes => BytesOf(Inputs);

    /// <summary>Bytes of all outputs.</summary>
    public long OutputBytes => BytesOf(Outputs);

    /// <summary>Takes of the budget what outputs of so many bytes, with those that there are, take until they are sent.</summary>
    /// <param name="bytes">Of further outputs.</param>
    /// <param name="requestBytes">That are held besides.</param>
    /// <exception cref="Faults.ProtocolException">It is more than the server has.</exception>
    /// <exception cref="RefusedException">Others have it now.</exception>
    public void RequireOutputs(long bytes, long requestBytes = 0)
        => Memory.Require(requestBytes + InputBytes + (AnswerFactor * (OutputBytes + bytes)));

    public ValueTask Completion => new(this, _completion.Version);

    /// <param name="now">In ticks of the time provider's timestamp.</param>
    public bool IsGivenUp(long now) => GivenUpAt != 0 && now > GivenUpAt;

    /// <summary>True when the rows of both can be put under each other: all dimensions but the first are the same.</summary>
    public bool CanJoin(Job other)
    {
        for (var i = 0; i < Inputs.Length; i++)
            if (HasInput[i] != other.HasInput[i] || (HasInput[i] && Target.Signature.Inputs[i].IsOptional)
                || !Inputs[i].Shape[1..].SequenceEqual(other.Inputs[i].Shape[1..]))
                return false;
        return true;
    }

    /// <summary>Counts the rows of the inputs, which have their shapes.</summary>
    public void CountRows()
    {
        Rows = 1;
        if (!Target.Signature.HasRows)
            return;
        var rows = Inputs[0].Rows;
        foreach (var input in Inputs.AsSpan(0, Target.Signature.RequiredInputs))
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

    /// <summary>Makes it ready for the next request.</summary>
    public virtual void Reset()
    {
        Leaving = default;
        IsLesson = false;
        _completion.Reset();
        foreach (var input in Inputs)
            input.Clear();
        foreach (var output in Outputs)
            output.Clear();
        Array.Clear(HasInput);
        Rows = 1;
        BatchRows = RowsOfRun = 0;
        CallerGone = default;
        Deadline = GivenUpAt = QueuedAt = StartedAt = ComputedAt = 0;
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
