using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;
using static Platform.Inference.Grpc.MessageFields;
using Output = Platform.Inference.Grpc.Wire.ModelInferResponse.Types.InferOutputTensor;

namespace Platform.Inference.Grpc;

/// <summary>Writes the answer from a job's outputs, field by field, as the generated messages would be written.</summary>
internal static class InferMessageWriter
{
    private const int ModelName = ModelInferResponse.ModelNameFieldNumber << TypeBits | Content;
    private const int ModelVersion = ModelInferResponse.ModelVersionFieldNumber << TypeBits | Content;
    private const int Id = ModelInferResponse.IdFieldNumber << TypeBits | Content;
    private const int Outputs = ModelInferResponse.OutputsFieldNumber << TypeBits | Content;
    private const int Raw = ModelInferResponse.RawOutputContentsFieldNumber << TypeBits | Content;
    private const int Name = Output.NameFieldNumber << TypeBits | Content;
    private const int Datatype = Output.DatatypeFieldNumber << TypeBits | Content;
    private const int Shape = Output.ShapeFieldNumber << TypeBits | Content;
    private const int Contents = Output.ContentsFieldNumber << TypeBits | Content;

    private const int LongestNumber = 10;

    /// <summary>All but the raw contents, which come last.</summary>
    /// <returns>Bytes of these.</returns>
    public static int Write(InferenceJob job, bool isRaw, PooledBytes target)
    {
        WriteText(target, ModelName, job.Model.Name);
        WriteText(target, ModelVersion, job.Model.Version);
        if (job.Id is { } id)
            WriteText(target, Id, id);
        foreach (var (index, _) in job.Requested)
            WriteOutput(target, job.Model.Signature.Outputs[index], job.Outputs[index], isRaw);
        var rawBytes = 0;
        if (isRaw)
            foreach (var (index, _) in job.Requested)
                rawBytes += FieldBytes(job.Outputs[index].Length);
        return rawBytes;
    }

    /// <summary>The raw contents, to be sent with the rest.</summary>
    public static void AppendRaw(InferenceJob job, PooledBytes target)
    {
        foreach (var (index, _) in job.Requested)
            Write(target, Raw, job.Outputs[index].Payload);
    }

    /// <summary>The raw contents, from where they are.</summary>
    public static void WriteRaw(InferenceJob job, IBufferWriter<byte> target)
    {
        Span<byte> head = stackalloc byte[2 * LongestNumber];
        foreach (var (index, _) in job.Requested)
        {
            var payload = job.Outputs[index].Payload;
            var tag = Put(head, Raw);
            target.Write(head[..(tag + Put(head[tag..], (ulong)payload.Length))]);
            target.Write(payload);
        }
    }

    private static void WriteOutput(PooledBytes target, TensorSpec spec, Tensor tensor, bool isRaw)
    {
        var shape = ShapeBytes(tensor.Shape);
        var contents = isRaw ? null : Fill(new InferTensorContents(), spec.Type, tensor.Payload);
        WriteNumber(target, Outputs);
        WriteNumber(
            target,
            (ulong)(FieldBytes(spec.Utf8Name.Length) + FieldBytes(spec.Type.Utf8Name.Length) + (shape > 0 ? FieldBytes(shape) : 0)
            + (contents is null ? 0 : FieldBytes(contents.CalculateSize()))));
        Write(target, Name, spec.Utf8Name);
        Write(target, Datatype, spec.Type.Utf8Name);
        if (shape > 0)
        {
            WriteNumber(target, Shape);
            WriteNumber(target, (ulong)shape);
            foreach (var dimension in tensor.Shape)
                WriteNumber(target, (ulong)dimension);
        }

        if (contents is not null)
            WriteMessage(target, Contents, contents);
    }

    private static int ShapeBytes(ReadOnlySpan<long> shape)
    {
        var bytes = 0;
        foreach (var dimension in shape)
            bytes += CodedOutputStream.ComputeInt64Size(dimension);
        return bytes;
    }

    /// <summary>Of a field with a content of this length. The tags of these messages are a byte each.</summary>
    private static int FieldBytes(int length) => 1 + CodedOutputStream.ComputeLengthSize(length) + length;

    private static void WriteText(PooledBytes target, int tag, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        WriteNumber(target, (ulong)tag);
        WriteNumber(target, (ulong)length);
        Encoding.UTF8.GetBytes(text, target.Free(length));
        target.Advance(length);
    }

    private static void Write(PooledBytes target, int tag, ReadOnlySpan<byte> content)
    {
        WriteNumber(target, (ulong)tag);
        WriteNumber(target, (ulong)content.Length);
        target.Append(content);
    }

    private static void WriteMessage(PooledBytes target, int tag, InferTensorContents message)
    {
        var length = message.CalculateSize();
        WriteNumber(target, (ulong)tag);
        WriteNumber(target, (ulong)length);
        message.WriteTo(target.Free(length)[..length]);
        target.Advance(length);
    }

    private static void WriteNumber(PooledBytes target, ulong number)
        => target.Advance(Put(target.Free(LongestNumber), number));

    /// <returns>Bytes of the number.</returns>
    private static int Put(Span<byte> target, ulong number)
    {
        var count = 0;
        for (; number >= 0x80; number >>= 7)
            target[count++] = (byte)(number | 0x80);
        target[count++] = (byte)number;
        return count;
    }

    private static InferTensorContents Fill(InferTensorContents contents, DataType type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case DataType.Bool: Copy(MemoryMarshal.Cast<byte, bool>(payload), contents.BoolContents); break;
            case DataType.Int8: Widen(MemoryMarshal.Cast<byte, sbyte>(payload), contents.IntContents, static value => value); break;
            case DataType.Int16: Widen(MemoryMarshal.Cast<byte, short>(payload), contents.IntContents, static value => value); break;
            case DataType.Int32: Copy(MemoryMarshal.Cast<byte, int>(payload), contents.IntContents); break;
            case DataType.Int64: Copy(MemoryMarshal.Cast<byte, long>(payload), contents.Int64Contents); break;
            case DataType.Uint8: Widen(payload, contents.UintContents, static value => value); break;
            case DataType.Uint16: Widen(MemoryMarshal.Cast<byte, ushort>(payload), contents.UintContents, static value => value); break;
            case DataType.Uint32: Copy(MemoryMarshal.Cast<byte, uint>(payload), contents.UintContents); break;
            case DataType.Uint64: Copy(MemoryMarshal.Cast<byte, ulong>(payload), contents.Uint64Contents); break;
            case DataType.Fp32: Copy(MemoryMarshal.Cast<byte, float>(payload), contents.Fp32Contents); break;
            case DataType.Fp64: Copy(MemoryMarshal.Cast<byte, double>(payload), contents.Fp64Contents); break;
            default: CopyStrings(payload, contents.BytesContents); break;
        }

        return contents;
    }

    private static void Copy<T>(ReadOnlySpan<T> values, RepeatedField<T> target)
    {
        UnsafeCollectionOperations.SetCount(target, values.Length);
        values.CopyTo(UnsafeCollectionOperations.AsSpan(target));
    }

    private static void Widen<TNarrow, TWide>(ReadOnlySpan<TNarrow> values, RepeatedField<TWide> target, Func<TNarrow, TWide> widen)
    {
        target.Capacity = values.Length;
        foreach (var value in values)
            target.Add(widen(value));
    }

    private static void CopyStrings(ReadOnlySpan<byte> payload, RepeatedField<ByteString> target)
    {
        while (!payload.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            target.Add(ByteString.CopyFrom(payload.Slice(sizeof(int), length)));
            payload = payload[(sizeof(int) + length)..];
        }
    }
}
