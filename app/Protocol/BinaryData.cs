using System.Buffers.Binary;
using Platform.Inference.Tensors;

namespace Platform.Inference.Protocol;

/// <summary>Checks and takes binary tensor data, which has the layout that <see cref="Tensor"/> keeps.</summary>
internal static class BinaryData
{
    /// <exception cref="ProtocolException">400: not the length that the shape asks for, or malformed BYTES or BOOL.</exception>
    public static void Read(TensorSpec spec, Tensor tensor, ReadOnlySpan<byte> data)
    {
        var count = tensor.ElementCount;
        if (spec.Type == DataType.Bytes)
            CheckStrings(spec, count, data);
        else if (data.Length != count * spec.Type.Size)
            throw ProtocolException.BadRequest(
                $"input '{spec.Name}' has {data.Length} bytes of binary data; its shape {Quote.Shape(tensor.Shape)} asks for {count * spec.Type.Size}");
        if (spec.Type == DataType.Bool && data.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw ProtocolException.BadRequest($"input '{spec.Name}' has a byte that is neither 0 nor 1, as BOOL asks for");
        data.CopyTo(tensor.Resize(data.Length));
    }

    private static void CheckStrings(TensorSpec spec, long count, ReadOnlySpan<byte> data)
    {
        for (long i = 0; i < count; i++)
        {
            if (data.Length < sizeof(uint))
                throw ProtocolException.BadRequest($"element {i} of input '{spec.Name}' has no 4-byte length in its binary data");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(data);
            data = data[sizeof(uint)..];
            if (length > data.Length)
                throw ProtocolException.BadRequest($"element {i} of input '{spec.Name}' has length {length}, but {data.Length} bytes of its binary data are left");
            data = data[(int)length..];
        }

        if (!data.IsEmpty)
            throw ProtocolException.BadRequest($"input '{spec.Name}' has {data.Length} bytes of binary data after its last element");
    }
}
