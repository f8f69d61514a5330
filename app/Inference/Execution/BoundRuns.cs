using System.Numerics;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>
/// Runs batches of few small rows in memory of its own, which all numbers of rows share: it has room for the largest batch
/// so far. For models whose shapes are fixed but for the rows. Not safe for concurrent use.
/// </summary>
internal sealed class BoundRuns : IDisposable
{
    /// <summary>More rows than this are rare enough, and long enough, to go the general way.</summary>
    private const int MaxRows = 64;

    /// <summary>Of all inputs and outputs: where a row is larger, what binding saves is nothing next to it.</summary>
    private const int MaxRowBytes = 1 << 20;

    private readonly InferenceSession _session;
    private readonly Signature _signature;
    private readonly BoundRun?[] _runs = new BoundRun?[MaxRows + 1];
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;
    private int _capacity;

    private BoundRuns(InferenceSession session, Signature signature)
    {
        _session = session;
        _signature = signature;
        _inputs = [.. signature.Inputs.Select(_ => new Tensor())];
        _outputs = [.. signature.Outputs.Select(_ => new Tensor())];
    }

    /// <summary>Bytes of memory that cannot move, whatever the numbers of rows so far.</summary>
    public long PinnedBytes => _inputs.Concat(_outputs).Sum(tensor => (long)tensor.Length);

    /// <summary>Whether a model's rows are of one size, and small.</summary>
    public static bool Fit(Signature signature)
    {
        var specs = signature.Inputs.Concat(signature.Outputs).ToList();
        return !signature.HasOptionalInputs && specs.TrueForAll(IsOfFixedRows) && specs.Sum(spec => spec.LeastBytes) <= MaxRowBytes;
    }

    /// <returns>Null for a model whose rows are not of one size, or too large.</returns>
    public static BoundRuns? TryCreate(InferenceSession session, Signature signature)
        => Fit(signature) ? new BoundRuns(session, signature) : null;

    /// <summary>Computes the outputs of these jobs; false, and nothing done, for more rows than are run this way.</summary>
    /// <exception cref="OnnxRuntimeException">The graph refuses these inputs, or an output is not of the shape that it
    /// declares.</exception>
    public bool TryRun(RunOptions options, ReadOnlySpan<Job> jobs, int rows)
    {
        if (rows > MaxRows)
            return false;
        if (rows > _capacity)
            Grow(rows);
        for (var i = 0; i < _inputs.Length; i++)
            Join(jobs, i);
        (_runs[rows] ??= new BoundRun(_session, _signature, _inputs, _outputs, rows)).Run(options);
        for (var i = 0; i < _outputs.Length; i++)
            Split(jobs, i);
        return true;
    }

    public void Dispose() => Unbind();

    private static bool IsOfFixedRows(TensorSpec spec)
        => spec.Type != DataType.Bytes && spec.Shape is [-1, .. var row] && row.All(dimension => dimension > 0);

    /// <summary>Doubles the room, so that a batch that grows row by row is not bound anew each time.</summary>
    private void Grow(int rows)
    {
        Unbind();
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)rows);
        for (var i = 0; i < _inputs.Length; i++)
            _inputs[i].Resize(capacity * RowBytes(_signature.Inputs[i]));
        for (var i = 0; i < _outputs.Length; i++)
            _outputs[i].Resize(capacity * RowBytes(_signature.Outputs[i]));
        _capacity = capacity;
    }

    private void Unbind()
    {
        foreach (var run in _runs)
            run?.Dispose();
        Array.Clear(_runs);
    }

    private void Join(ReadOnlySpan<Job> jobs, int index)
    {
        var rest = _inputs[index].Writable;
        foreach (var job in jobs)
        {
            job.Inputs[index].Payload.CopyTo(rest);
            rest = rest[job.Inputs[index].Length..];
        }
    }

    private void Split(ReadOnlySpan<Job> jobs, int index)
    {
        var rest = _outputs[index].Payload;
        var spec = _signature.Outputs[index];
        foreach (var job in jobs)
        {
            var target = job.Outputs[index];
            var bytes = job.Rows * RowBytes(spec);
            target.SetShape(spec.Shape);
            target.SetRows(job.Rows);
            rest[..bytes].CopyTo(target.Resize(bytes));
            rest = rest[bytes..];
        }
    }

    private static int RowBytes(TensorSpec spec) => (int)spec.LeastBytes;
}
