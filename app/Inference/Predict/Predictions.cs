using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Platform.Inference.Execution;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>The predictions in a job's outputs, row by row.</summary>
internal ref struct Predictions(InferenceJob job, PredictPlan plan)
{
    private readonly bool _areTexts = plan.Label >= 0 && job.Model.Signature.Outputs[plan.Label].Type == DataType.Bytes;

    /// <summary>What of the texts has not been written: where one begins is known from the one before.</summary>
    private ReadOnlySpan<byte> _texts = plan.Label >= 0 ? job.Outputs[plan.Label].Payload : default;

    private int _next;

    public readonly int Rows => (int)job.Outputs[plan.Label >= 0 ? plan.Label : Math.Max(plan.Probabilities, plan.Value)].Rows;

    public readonly bool HaveProbabilities => plan.Probabilities >= 0;

    /// <summary>Writes the class, or number, of the next row.</summary>
    public void WriteNext(PooledBytes buffer)
    {
        var row = _next++;
        if (_areTexts)
            WriteText(buffer);
        else if (plan.Label >= 0)
            WriteInteger(MemoryMarshal.Cast<byte, long>(job.Outputs[plan.Label].Payload)[row], buffer);
        else if (HaveProbabilities)
            WriteClass(System.Numerics.Tensors.TensorPrimitives.IndexOfMax(ProbabilitiesOf(row)), buffer);
        else
            buffer.AppendSingle(MemoryMarshal.Cast<byte, float>(job.Outputs[plan.Value].Payload)[row]);
    }

    /// <summary>Writes an object: the probability of each class under its name.</summary>
    public readonly void WriteProbabilities(int row, PooledBytes buffer)
    {
        var probabilities = ProbabilitiesOf(row);
        for (var i = 0; i < probabilities.Length; i++)
        {
            buffer.Append(i == 0 ? (byte)'{' : (byte)',');
            WriteClass(i, buffer);
            buffer.Append((byte)':');
            buffer.AppendSingle(probabilities[i]);
        }

        buffer.Append((byte)'}');
    }

    private void WriteText(PooledBytes buffer)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_texts);
        buffer.AppendString(_texts.Slice(sizeof(int), length));
        _texts = _texts[(sizeof(int) + length)..];
    }

    /// <summary>A class where there are names or probabilities of classes; else what it says, a number.</summary>
    private readonly void WriteInteger(long value, PooledBytes buffer)
    {
        if (plan.Labels.Length > 0 || HaveProbabilities)
            WriteClass(value, buffer);
        else
            buffer.AppendInteger(value);
    }

    private readonly void WriteClass(long index, PooledBytes buffer)
    {
        if ((ulong)index < (ulong)plan.Labels.Length)
        {
            buffer.AppendString(plan.Labels[index]);
            return;
        }

        buffer.Append((byte)'"');
        buffer.AppendInteger(index);
        buffer.Append((byte)'"');
    }

    private readonly ReadOnlySpan<float> ProbabilitiesOf(int row)
    {
        var output = job.Outputs[plan.Probabilities];
        var classes = (int)output.Shape[1];
        return MemoryMarshal.Cast<byte, float>(output.Payload).Slice(row * classes, classes);
    }
}
