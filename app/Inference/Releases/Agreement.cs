using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Platform.Inference.Releases;

/// <summary>Whether two versions said the same of the same rows.</summary>
internal static class Agreement
{
    /// <summary>Numbers that differ by less than this part are the same.</summary>
    private const double Tolerance = 1e-3;

    /// <returns>From 0 to 1: of classifiers, the share of rows with another class; of other models 0 or 1, whether any output
    /// differs.</returns>
    public static double Disagreement(InferenceJob one, InferenceJob other)
    {
        if (one.Model.Predict?.Outputs is { HaveClass: true } outputs && one.Rows > 0 && one.Rows == other.Rows)
            return (double)Classes(one, outputs).Zip(Classes(other, outputs)).Count(pair => pair.First != pair.Second) / one.Rows;
        for (var i = 0; i < one.Outputs.Length; i++)
            if (!AreSame(one.Model.Signature.Outputs[i].Type, one.Outputs[i], other.Outputs[i]))
                return 1;
        return 0;
    }

    /// <summary>Of each row, its label, or a hash of it where it is a text; without one the position of the greatest number.</summary>
    private static long[] Classes(InferenceJob job, PredictOutputs outputs)
    {
        var output = outputs.Label >= 0 ? outputs.Label : Math.Max(outputs.Probabilities, outputs.Scores);
        var (tensor, type) = (job.Outputs[output], job.Model.Signature.Outputs[output].Type);
        var classes = new long[job.Rows];
        var rest = tensor.Payload;
        for (var row = 0; row < classes.Length; row++)
            classes[row] = outputs.Label < 0 ? Greatest(tensor, type, row)
                : type == DataType.Bytes ? NextText(ref rest)
                : type == DataType.Int32 ? MemoryMarshal.Cast<byte, int>(rest)[row] : MemoryMarshal.Cast<byte, long>(rest)[row];
        return classes;
    }

    private static long NextText(ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        var hash = new HashCode();
        hash.AddBytes(rest.Slice(sizeof(int), length));
        rest = rest[(sizeof(int) + length)..];
        return hash.ToHashCode();
    }

    private static int Greatest(Tensor tensor, DataType type, int row)
    {
        var columns = (int)(tensor.ElementCount / tensor.Rows);
        return type switch
        {
            DataType.Fp32 => TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, float>(tensor.Payload).Slice(row * columns, columns)),
            DataType.Fp64 => TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, double>(tensor.Payload).Slice(row * columns, columns)),
            _ => TensorPrimitives.IndexOfMax(MemoryMarshal.Cast<byte, Half>(tensor.Payload).Slice(row * columns, columns)),
        };
    }

    private static bool AreSame(DataType type, Tensor one, Tensor other)
    {
        if (!one.Shape.SequenceEqual(other.Shape))
            return false;
        return type switch
        {
            DataType.Fp32 => AreClose(MemoryMarshal.Cast<byte, float>(one.Payload), MemoryMarshal.Cast<byte, float>(other.Payload)),
            DataType.Fp64 => AreClose(MemoryMarshal.Cast<byte, double>(one.Payload), MemoryMarshal.Cast<byte, double>(other.Payload)),
            _ => one.Payload.SequenceEqual(other.Payload),
        };
    }

    private static bool AreClose<T>(ReadOnlySpan<T> one, ReadOnlySpan<T> other)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        for (var i = 0; i < one.Length; i++)
            if (!(T.Abs(one[i] - other[i]) <= T.CreateChecked(Tolerance) * (T.One + T.Abs(one[i])))
                && !(T.IsNaN(one[i]) && T.IsNaN(other[i])) && one[i] != other[i])
                return false;
        return true;
    }
}
