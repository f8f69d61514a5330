using System.Buffers.Binary;
using Platform.Inference.Tensors;

namespace Platform.Inference.Execution;

/// <summary>Some of the rows of a tensor.</summary>
internal static class RowsOf
{
    /// <summary>Copies so many rows into another tensor.</summary>
    /// <param name="spec">Of both tensors.</param>
    /// <param name="whole">All rows.</param>
    /// <param name="start">Where the rows begin in its payload.</param>
    /// <param name="rows">How many of them.</param>
    /// <param name="target">Takes them, and the shape.</param>
    /// <returns>How many bytes they take.</returns>
    public static int Copy(TensorSpec spec, Tensor whole, int start, int rows, Tensor target)
    {
        var elements = (int)(whole.ElementCount / whole.Rows * rows);
        var payload = whole.Payload[start..];
        var length = spec.Type == DataType.Bytes ? LengthOf(payload, elements) : elements * spec.Type.Size;
        target.SetShape(whole.Shape);
        target.SetRows(rows);
        payload[..length].CopyTo(target.Resize(length));
        return length;
    }

    private static int LengthOf(ReadOnlySpan<byte> texts, int count)
    {
        var length = 0;
        for (; count > 0; count--)
            length += sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(texts[length..]);
        return length;
    }
}
