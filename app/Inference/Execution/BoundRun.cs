using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>
/// A fixed number of rows at the beginning of given inputs and outputs, bound to the session once: a run neither allocates nor looks
/// anything up.
/// </summary>
internal sealed class BoundRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly OrtValue[] _values;

    public BoundRun(InferenceSession session, Signature signature, Tensor[] inputs, Tensor[] outputs, int rows)
    {
        _session = session;
        _binding = session.CreateIoBinding();
        _values = new OrtValue[inputs.Length + outputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            _binding.BindInput(signature.InputNames[i], _values[i] = Value(signature.Inputs[i], inputs[i], rows));
        for (var i = 0; i < outputs.Length; i++)
            _binding.BindOutput(signature.OutputNames[i], _values[inputs.Length + i] = Value(signature.Outputs[i], outputs[i], rows));
    }

    public void Run(RunOptions options) => _session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
    }

    private static OrtValue Value(TensorSpec spec, Tensor tensor, int rows)
    {
        long[] shape = [rows, .. spec.Shape[1..]];
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, spec.Type.ElementType, shape, tensor.Address, Tensor.CountOf(shape) * spec.Type.Size);
    }
}
