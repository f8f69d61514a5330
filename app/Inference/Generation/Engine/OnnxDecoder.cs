using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Generation.Decoders;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation.Engine;

/// <summary>A decoder that ONNX Runtime runs.</summary>
internal sealed class OnnxDecoder(InferenceSession session, DecoderPorts ports) : IDecoder, IDisposable
{
    private readonly RunOptions _options = new();

    public DecoderPorts Ports => ports;

    public KeyValues Read(DecoderStep step, KeyValues past, Span<float> logits)
    {
        using var ids = Value(step.Ids, step.Rows, step.Tokens);
        using var mask = Value(step.Mask, step.Rows, step.Total);
        using var positions = Value(step.Positions, step.Rows, step.Tokens);
        var outputs = session.Run(
            _options, ports.Inputs, ports.HasPositions ? [ids, mask, positions, .. past.Values] : [ids, mask, .. past.Values],
            ports.Outputs);
        var present = new KeyValues(ports, [.. outputs.Skip(1)], step.Rows, step.Total);
        using var all = outputs[0];
        try
        {
            for (var row = 0; row < step.Rows; row++)
                CopyLast(all, (((row + 1) * step.Tokens) - 1) * ports.Vocabulary, logits.Slice(row * ports.Vocabulary, ports.Vocabulary));
            return present;
        }
        catch
        {
            present.Dispose();
            throw;
        }
    }

    /// <summary>Has the run that goes on end at its next operator, and those after it at once.</summary>
    public void Terminate() => _options.Terminate = true;

    public void Dispose() => _options.Dispose();

    private static OrtValue Value(Memory<long> values, long rows, long columns)
        => OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [rows, columns]);

    private void CopyLast(OrtValue all, int start, Span<float> target)
    {
        var data = all.GetTensorMutableRawData();
        if (ports.LogitsType == DataType.Fp32)
        {
            MemoryMarshal.Cast<byte, float>(data).Slice(start, target.Length).CopyTo(target);
            return;
        }

        var halves = MemoryMarshal.Cast<byte, Half>(data).Slice(start, target.Length);
        for (var i = 0; i < target.Length; i++)
            target[i] = (float)halves[i];
    }
}
