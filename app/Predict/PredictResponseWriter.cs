using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Platform.Inference.Execution;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>Writes predictions: the label, and the probability of each class under its name.</summary>
internal static class PredictResponseWriter
{
    public static void Write(InferenceJob job, PredictPlan plan, bool asArray, PooledBytes buffer)
    {
        var rows = (int)job.Outputs[plan.Label >= 0 ? plan.Label : Math.Max(plan.Probabilities, plan.Value)].Rows;
        if (asArray)
            buffer.Append((byte)'[');
        for (var row = 0; row < rows; row++)
        {
            if (row > 0)
                buffer.Append((byte)',');
            WriteRow(job, plan, row, buffer);
        }

        if (asArray)
            buffer.Append((byte)']');
    }

    private static void WriteRow(InferenceJob job, PredictPlan plan, int row, PooledBytes buffer)
    {
        buffer.Append("{\"model\":"u8);
        buffer.AppendString(job.Model.Name);
        buffer.Append(",\"version\":\""u8);
        buffer.AppendInteger(job.Model.Number);
        buffer.Append("\",\"prediction\":"u8);
        WritePrediction(job, plan, row, buffer);
        if (plan.Probabilities >= 0)
        {
            buffer.Append(",\"probabilities\":"u8);
            WriteProbabilities(job, plan, row, buffer);
        }

        buffer.Append((byte)'}');
    }

    /// <summary>An object: the probability of each class under its name.</summary>
    public static void WriteProbabilities(InferenceJob job, PredictPlan plan, int row, PooledBytes buffer)
    {
        var probabilities = ProbabilitiesOf(job, plan, row);
        for (var i = 0; i < probabilities.Length; i++)
        {
            buffer.Append(i == 0 ? (byte)'{' : (byte)',');
            WriteClass(plan, i, buffer);
            buffer.Append((byte)':');
            buffer.AppendSingle(probabilities[i]);
        }

        buffer.Append((byte)'}');
    }

    /// <summary>The predicted class, or number.</summary>
    public static void WritePrediction(InferenceJob job, PredictPlan plan, int row, PooledBytes buffer)
    {
        if (plan.Label < 0 && plan.Probabilities < 0)
            buffer.AppendSingle(MemoryMarshal.Cast<byte, float>(job.Outputs[plan.Value].Payload)[row]);
        else if (plan.Label < 0)
            WriteClass(plan, System.Numerics.Tensors.TensorPrimitives.IndexOfMax(ProbabilitiesOf(job, plan, row)), buffer);
        else if (job.Model.Signature.Outputs[plan.Label].Type == DataType.Bytes)
            buffer.AppendString(StringAt(job.Outputs[plan.Label].Payload, row));
        else
            WriteClass(plan, (int)MemoryMarshal.Cast<byte, long>(job.Outputs[plan.Label].Payload)[row], buffer);
    }

    private static ReadOnlySpan<float> ProbabilitiesOf(InferenceJob job, PredictPlan plan, int row)
    {
        var output = job.Outputs[plan.Probabilities];
        var classes = (int)output.Shape[1];
        return MemoryMarshal.Cast<byte, float>(output.Payload).Slice(row * classes, classes);
    }

    private static void WriteClass(PredictPlan plan, int index, PooledBytes buffer)
    {
        if ((uint)index < (uint)plan.Labels.Length)
        {
            buffer.AppendString(plan.Labels[index]);
            return;
        }

        buffer.Append((byte)'"');
        buffer.AppendInteger((long)index);
        buffer.Append((byte)'"');
    }

    private static ReadOnlySpan<byte> StringAt(ReadOnlySpan<byte> payload, int row)
    {
        while (row-- > 0)
            payload = payload[(sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(payload))..];
        return payload.Slice(sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(payload));
    }
}
