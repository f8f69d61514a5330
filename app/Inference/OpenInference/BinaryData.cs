using System.Buffers;
using System.Buffers.Binary;
using Platform.Inference.Faults;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Checks and takes binary tensor data, which has the layout that <see cref="Tensor"/> keeps.</summary>
internal static class BinaryData
{
    /// <param name="model">For errors.</param>
    /// <param name="spec">Of the input.</param>
    /// <param name="tensor">Takes the data; its shape is set.</param>
    /// <param name="data">All of the input's.</param>
    /// <exception cref="ProtocolException">400: not the length that the shape asks for, or malformed BYTES or BOOL.</exception>
    public static void Read(string model, TensorSpec spec, Tensor tensor, ReadOnlySpan<byte> data)
    {
        Check(model, spec, tensor, data);
        data.CopyTo(tensor.Resize(data.Length));
    }

    /// <summary>The same of data that may lie in pieces.</summary>
    public static void Read(string model, TensorSpec spec, Tensor tensor, in ReadOnlySequence<byte> data)
    {
        if (data.IsSingleSegment)
        {
            Read(model, spec, tensor, data.FirstSpan);
            return;
        }

        data.CopyTo(tensor.Resize(checked((int)data.Length)));
        Check(model, spec, tensor, tensor.Payload);
    }

    /// <summary>Leaves the data where they are.</summary>
    public static void Check(string model, TensorSpec spec, Tensor tensor, ReadOnlySpan<byte> data)
    {
        var count = tensor.ElementCount;
        if (spec.Type == DataType.Bytes)
            CheckStrings(model, spec, count, data);
        else if (data.Length != count * spec.Type.Size)
            throw ProtocolException.BadRequest(
                $"input byte size mismatch for input '{spec.Name}' for model '{model}'. Expected {count * spec.Type.Size}, got "
                + $"{data.Length}; {spec.Type.Name} of shape {Quote.Shape(tensor.Shape)} has {count} elements of {spec.Type.Size} bytes");
        if (spec.Type == DataType.Bool && data.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw ProtocolException.BadRequest($"input '{spec.Name}' has a byte that is neither 0 nor 1, as BOOL asks for");
    }

    private static void CheckStrings(string model, TensorSpec spec, long count, ReadOnlySpan<byte> data)
    {
        for (long i = 0; i < count; i++)
        {
            if (data.IsEmpty)
                throw ProtocolException.BadRequest(
                    $"expected {count} string elements for inference input '{spec.Name}' for model '{model}', got {i}");
            if (data.Length < sizeof(uint))
                throw ProtocolException.BadRequest(
                    $"incomplete string length indicator for inference input '{spec.Name}' for model '{model}', expecting 4 bytes but "
                    + $"only {data.Length} bytes available");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data);
            data = data[sizeof(uint)..];
            if (length > data.Length)
                throw ProtocolException.BadRequest(
                    $"element {i} of input '{spec.Name}' has length {length}, but {data.Length} bytes of its binary data are left");
            data = data[(int)length..];
        }

        if (!data.IsEmpty)
            throw ProtocolException.BadRequest(
                $"unexpected number of string elements {count + 1} for inference input '{spec.Name}' for model '{model}', "
                + $"expecting {count}; {data.Length} bytes of binary data are left after the last");
    }
}
