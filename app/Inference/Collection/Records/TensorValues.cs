using System.Buffers.Binary;
using System.Text;
using Platform.Inference.Collection.Redaction;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Collection.Records;

/// <summary>A tensor's elements as a record has them: texts redacted, and null for what is no number or an empty text.</summary>
internal sealed class TensorValues(TensorSpec spec, Tensor tensor)
{
    private readonly string[] _texts = spec.Type == DataType.Bytes ? Texts(tensor.Payload) : [];

    public string Name => spec.Name;

    /// <summary>Whether its first dimension is rows.</summary>
    public bool HasRows(int rows) => tensor.Rank > 0 && tensor.Rows == rows;

    public void WriteElement(int index, PooledBytes buffer)
    {
        if (spec.Type == DataType.Bytes)
            WriteText(_texts[index], buffer);
        else if (spec.Type.IsFloat && !double.IsFinite(Number(index)))
            buffer.Append("null"u8);
        else
            RowValue.WriteElement(spec.Type, tensor.Payload, index, buffer);
    }

    /// <summary>A number or text, or lists of them, as the row's shape is.</summary>
    public void WriteRow(int row, PooledBytes buffer)
    {
        var shape = tensor.Shape is [_, 1] ? [] : tensor.Shape[1..];
        var next = (int)(row * Tensor.CountOf(shape));
        Write(shape, ref next, buffer);
    }

    public void WriteWhole(PooledBytes buffer)
    {
        var next = 0;
        Write(tensor.Shape, ref next, buffer);
    }

    /// <summary>The largest of a row's elements.</summary>
    public double Largest(int row)
    {
        var width = (int)Tensor.CountOf(tensor.Shape[1..]);
        var largest = double.NaN;
        for (var i = row * width; i < (row + 1) * width; i++)
            if (Number(i) is var number && !(number <= largest))
                largest = number;
        return largest;
    }

    private double Number(int index)
    {
        var element = tensor.Payload.Slice(index * spec.Type.Size, spec.Type.Size);
        return spec.Type switch
        {
            DataType.Fp32 => BinaryPrimitives.ReadSingleLittleEndian(element),
            DataType.Fp64 => BinaryPrimitives.ReadDoubleLittleEndian(element),
            DataType.Fp16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
            DataType.Bf16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
            _ => double.NaN,
        };
    }

    private void Write(ReadOnlySpan<long> shape, ref int next, PooledBytes buffer)
    {
        if (shape.IsEmpty)
        {
            WriteElement(next++, buffer);
            return;
        }

        buffer.Append((byte)'[');
        for (var i = 0; i < shape[0]; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            Write(shape[1..], ref next, buffer);
        }

        buffer.Append((byte)']');
    }

    private static void WriteText(string text, PooledBytes buffer)
    {
        if (text.Length == 0)
            buffer.Append("null"u8);
        else
            buffer.AppendString(Redactor.Redact(text));
    }

    private static string[] Texts(ReadOnlySpan<byte> payload)
    {
        var texts = new List<string>();
        while (!payload.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            texts.Add(Encoding.UTF8.GetString(payload.Slice(sizeof(int), length)));
            payload = payload[(sizeof(int) + length)..];
        }

        return [.. texts];
    }
}
