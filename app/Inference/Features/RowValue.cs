using System.Buffers.Binary;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Writes one row of an output as JSON: a number or text, or lists of them, nested as its shape is.</summary>
internal static class RowValue
{
    /// <param name="type">Of its elements.</param>
    /// <param name="tensor">The output, of at least one dimension.</param>
    /// <param name="next">Where the row begins, 0 for the first, and afterwards the one after it: the index of an element, or of texts,
    /// which are as long as they are, of a byte.</param>
    /// <param name="buffer">Takes the JSON.</param>
    public static void Write(DataType type, Tensor tensor, ref int next, PooledBytes buffer)
    {
        // A column is a number a row, whether it is of shape [-1] or [-1,1].
        var shape = tensor.Shape is [_, 1] ? [] : tensor.Shape[1..];
        Write(type, tensor.Payload, shape, ref next, buffer);
    }

    /// <param name="type">Any but texts.</param>
    /// <param name="payload">All elements.</param>
    /// <param name="index">Of the element.</param>
    /// <param name="buffer">Takes the JSON.</param>
    public static void WriteElement(DataType type, ReadOnlySpan<byte> payload, int index, PooledBytes buffer)
    {
        var element = payload.Slice(index * type.Size, type.Size);
        switch (type)
        {
            case DataType.Fp32: buffer.AppendSingle(BinaryPrimitives.ReadSingleLittleEndian(element)); break;
            case DataType.Fp64: buffer.AppendDouble(BinaryPrimitives.ReadDoubleLittleEndian(element)); break;
            case DataType.Fp16: buffer.AppendSingle((float)BinaryPrimitives.ReadHalfLittleEndian(element)); break;
            case DataType.Bf16: buffer.AppendSingle(
                BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16)); break;
            case DataType.Bool: buffer.Append(element[0] != 0 ? "true"u8 : "false"u8); break;
            case DataType.Int8: buffer.AppendInteger((long)(sbyte)element[0]); break;
            case DataType.Int16: buffer.AppendInteger((long)BinaryPrimitives.ReadInt16LittleEndian(element)); break;
            case DataType.Int32: buffer.AppendInteger((long)BinaryPrimitives.ReadInt32LittleEndian(element)); break;
            case DataType.Int64: buffer.AppendInteger(BinaryPrimitives.ReadInt64LittleEndian(element)); break;
            case DataType.Uint8: buffer.AppendInteger((long)element[0]); break;
            case DataType.Uint16: buffer.AppendInteger((long)BinaryPrimitives.ReadUInt16LittleEndian(element)); break;
            case DataType.Uint32: buffer.AppendInteger((long)BinaryPrimitives.ReadUInt32LittleEndian(element)); break;
            default: buffer.AppendInteger(BinaryPrimitives.ReadUInt64LittleEndian(element)); break;
        }
    }

    private static void Write(DataType type, ReadOnlySpan<byte> payload, ReadOnlySpan<long> shape, ref int next, PooledBytes buffer)
    {
        if (shape.IsEmpty)
        {
            if (type == DataType.Bytes)
                WriteText(payload, ref next, buffer);
            else
                WriteElement(type, payload, next++, buffer);
            return;
        }

        buffer.Append((byte)'[');
        for (var i = 0; i < shape[0]; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            Write(type, payload, shape[1..], ref next, buffer);
        }

        buffer.Append((byte)']');
    }

    private static void WriteText(ReadOnlySpan<byte> payload, ref int next, PooledBytes buffer)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(payload[next..]);
        buffer.AppendString(payload.Slice(next + sizeof(int), length));
        next += sizeof(int) + length;
    }
}
