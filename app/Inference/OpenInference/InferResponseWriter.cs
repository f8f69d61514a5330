using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Writes the answer to an inference request: JSON, and after it the outputs that are wanted as binary data.</summary>
internal static class InferResponseWriter
{
    /// <returns>The length of the JSON when binary data follows it; 0 when the answer is JSON alone.</returns>
    /// <exception cref="ProtocolException">422: a BYTES output that is no UTF-8 was asked for as JSON.</exception>
    public static int Write(InferenceJob job, PooledBytes buffer)
    {
        buffer.Append("{\"model_name\":"u8);
        buffer.AppendString(job.Model.Name);
        buffer.Append(",\"model_version\":\""u8);
        buffer.AppendInteger(job.Model.Number);
        buffer.Append("\""u8);
        if (job.Id is not null)
        {
            buffer.Append(",\"id\":"u8);
            buffer.AppendString(job.Id);
        }

        buffer.Append(",\"outputs\":["u8);
        var hasBinary = WriteOutputs(job, buffer);
        buffer.Append("]}"u8);
        if (!hasBinary)
            return 0;

        var jsonLength = buffer.Length;
        foreach (var output in job.Requested)
            if (output.Binary)
                buffer.Append(job.Outputs[output.Index].Payload);
        return jsonLength;
    }

    private static bool WriteOutputs(InferenceJob job, PooledBytes buffer)
    {
        var hasBinary = false;
        for (var i = 0; i < job.Requested.Count; i++)
        {
            var (index, binary) = job.Requested[i];
            hasBinary |= binary;
            if (i > 0)
                buffer.Append((byte)',');
            WriteOutput(job.Model.Signature.Outputs[index], job.Outputs[index], binary, buffer);
        }

        return hasBinary;
    }

    private static void WriteOutput(TensorSpec spec, Tensor tensor, bool binary, PooledBytes buffer)
    {
        buffer.Append("{\"name\":"u8);
        buffer.AppendString(spec.Utf8Name);
        buffer.Append(",\"datatype\":\""u8);
        buffer.Append(spec.Type.Utf8Name);
        buffer.Append("\",\"shape\":["u8);
        for (var i = 0; i < tensor.Rank; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            buffer.AppendInteger(tensor.Shape[i]);
        }

        if (binary)
        {
            buffer.Append("],\"parameters\":{\"binary_data_size\":"u8);
            buffer.AppendInteger(tensor.Length);
            buffer.Append("}}"u8);
            return;
        }

        buffer.Append("],\"data\":["u8);
        WriteElements(spec, tensor.Payload, buffer);
        buffer.Append("]}"u8);
    }

    private static void WriteElements(TensorSpec spec, ReadOnlySpan<byte> payload, PooledBytes buffer)
    {
        switch (spec.Type)
        {
            case DataType.Fp32: Write(
                MemoryMarshal.Cast<byte, float>(payload), buffer, static (to, value) => to.AppendSingle(value)); break;
            case DataType.Fp64: Write(
                MemoryMarshal.Cast<byte, double>(payload), buffer, static (to, value) => to.AppendDouble(value)); break;
            case DataType.Bool: Write(payload, buffer, static (to, value) => to.Append(value != 0 ? "true"u8 : "false"u8)); break;
            case DataType.Uint8: Write(payload, buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Uint16: Write(
                MemoryMarshal.Cast<byte, ushort>(payload), buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Uint32: Write(
                MemoryMarshal.Cast<byte, uint>(payload), buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Uint64: Write(
                MemoryMarshal.Cast<byte, ulong>(payload), buffer, static (to, value) => to.AppendInteger(value)); break;
            case DataType.Int8: Write(
                MemoryMarshal.Cast<byte, sbyte>(payload), buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Int16: Write(
                MemoryMarshal.Cast<byte, short>(payload), buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Int32: Write(
                MemoryMarshal.Cast<byte, int>(payload), buffer, static (to, value) => to.AppendInteger((long)value)); break;
            case DataType.Int64: Write(
                MemoryMarshal.Cast<byte, long>(payload), buffer, static (to, value) => to.AppendInteger(value)); break;
            default: WriteStrings(spec, payload, buffer); break;
        }
    }

    private static void Write<T>(ReadOnlySpan<T> values, PooledBytes buffer, Action<PooledBytes, T> append)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                buffer.Append((byte)',');
            append(buffer, values[i]);
        }
    }

    private static void WriteStrings(TensorSpec spec, ReadOnlySpan<byte> payload, PooledBytes buffer)
    {
        for (var first = true; !payload.IsEmpty; first = false)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            var text = payload.Slice(sizeof(int), length);
            if (!Utf8.IsValid(text))
                throw new ProtocolException(
                    Fault.Unrepresentable, $"output '{spec.Name}' holds bytes that are no UTF-8; ask for it with \"binary_data\": true");
            if (!first)
                buffer.Append((byte)',');
            buffer.AppendString(text);
            payload = payload[(sizeof(int) + length)..];
        }
    }
}
