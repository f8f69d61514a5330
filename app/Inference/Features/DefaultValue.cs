using System.Buffers.Binary;
using Platform.Forests.Onnx;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>What a graph takes for an input that is left out, column by column.</summary>
internal static class DefaultValue
{
    /// <returns>Null where the graph has not one value for each column.</returns>
    public static byte[]? Of(TensorProto? tensor, DataType type, int column, int columns)
    {
        if (tensor is null || Tensor.CountOf([.. tensor.Dims]) != columns)
            return null;
        if (type == DataType.Bytes)
            return column < tensor.StringData.Count ? tensor.StringData[column].ToByteArray() : null;
        if (tensor.HasRawData)
            return tensor.RawData.Length == columns * type.Size ? tensor.RawData.Span.Slice(column * type.Size, type.Size).ToArray() : null;
        Span<byte> value = stackalloc byte[sizeof(ulong)];
        if (!TryWrite(tensor, column, value))
            return null;
        return value[..type.Size].ToArray();
    }

    /// <summary>Types that are narrower than the list they are kept in are its lower bytes.</summary>
    private static bool TryWrite(TensorProto tensor, int column, Span<byte> value)
    {
        if (column < tensor.FloatData.Count)
            BinaryPrimitives.WriteSingleLittleEndian(value, tensor.FloatData[column]);
        else if (column < tensor.DoubleData.Count)
            BinaryPrimitives.WriteDoubleLittleEndian(value, tensor.DoubleData[column]);
        else if (column < tensor.Int64Data.Count)
            BinaryPrimitives.WriteInt64LittleEndian(value, tensor.Int64Data[column]);
        else if (column < tensor.Uint64Data.Count)
            BinaryPrimitives.WriteUInt64LittleEndian(value, tensor.Uint64Data[column]);
        else if (column < tensor.Int32Data.Count)
            BinaryPrimitives.WriteInt32LittleEndian(value, tensor.Int32Data[column]);
        else
            return false;
        return true;
    }
}
