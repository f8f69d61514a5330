using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>
/// A run of a fixed number of rows whose inputs and outputs lie in memory of its own, bound to the session once: it neither
/// allocates nor looks anything up. For models whose shapes are fixed but for the rows.
/// </summary>
internal sealed class BoundRun : IDisposable
{
    /// <summary>More rows than this are rare enough, and long enough, to go the general way.</summary>
    public const int MaxRows = 64;

    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue[] _values;
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;

    public BoundRun(InferenceSession session, Signature signature, int rows)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        _inputs = [.. signature.Inputs.Select(spec => Allocate(spec, rows))];
        _outputs = [.. signature.Outputs.Select(spec => Allocate(spec, rows))];
        _values = new OrtValue[_inputs.Length + _outputs.Length];
        for (var i = 0; i < _inputs.Length; i++)
            _binding.BindInput(signature.InputNames[i], _values[i] = Value(signature.Inputs[i], _inputs[i]));
        for (var i = 0; i < _outputs.Length; i++)
            _binding.BindOutput(signature.OutputNames[i], _values[_inputs.Length + i] = Value(signature.Outputs[i], _outputs[i]));
    }

    /// <summary>Whether a model's tensors are of fixed-size elements and of fixed shape but for the rows.</summary>
    public static bool Fits(Signature signature) => signature.Inputs.Concat(signature.Outputs)
        .All(spec => spec.Type != DataType.Bytes && spec.Shape is [-1, .. var row] && row.All(dimension => dimension > 0));

    /// <summary>Computes the outputs of these jobs, which have the rows of this run together.</summary>
    public void Run(RunOptions options, ReadOnlySpan<InferenceJob> jobs)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            var rest = _inputs[i].Writable;
            foreach (var job in jobs)
            {
                job.Inputs[i].Payload.CopyTo(rest);
                rest = rest[job.Inputs[i].Length..];
            }
        }

        _session.RunWithBinding(options, _binding);
        for (var i = 0; i < _outputs.Length; i++)
            Split(_outputs[i], jobs, i);
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
    }

    private static void Split(Tensor output, ReadOnlySpan<InferenceJob> jobs, int index)
    {
        var rest = output.Payload;
        var rowBytes = (int)(output.Length / output.Rows);
        foreach (var job in jobs)
        {
            var target = job.Outputs[index];
            target.SetShape(output.Shape);
            target.SetRows(job.Rows);
            rest[..(rowBytes * job.Rows)].CopyTo(target.Resize(rowBytes * job.Rows));
            rest = rest[(rowBytes * job.Rows)..];
        }
    }

    private static Tensor Allocate(TensorSpec spec, int rows)
    {
        var tensor = new Tensor();
        tensor.SetShape(spec.Shape);
        tensor.SetRows(rows);
        tensor.Resize(checked((int)tensor.ElementCount * spec.Type.Size));
        return tensor;
    }

    private static OrtValue Value(TensorSpec spec, Tensor tensor) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance, spec.Type.ElementType, tensor.Shape.ToArray(), tensor.Address, tensor.Length);
}
