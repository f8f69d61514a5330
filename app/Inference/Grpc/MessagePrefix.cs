using System.Buffers;
using System.Buffers.Binary;

namespace Platform.Inference.Grpc;

/// <summary>What stands before each message.</summary>
/// <param name="Flag">0, or 1 for a message that is compressed, by the encoding that the call's metadata name.</param>
/// <param name="Length">Of the message, in bytes.</param>
internal readonly record struct MessagePrefix(byte Flag, uint Length)
{
    /// <summary>Its own length.</summary>
    public const int Bytes = 5;

    public bool IsCompressed => Flag != 0;

    /// <returns>Null where it has not come whole.</returns>
    public static MessagePrefix? Of(in ReadOnlySequence<byte> body)
    {
        if (body.Length < Bytes)
            return null;
        Span<byte> prefix = stackalloc byte[Bytes];
        body.Slice(0, Bytes).CopyTo(prefix);
        return new MessagePrefix(prefix[0], BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]));
    }

    public void Write(Span<byte> target)
    {
        target[0] = Flag;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], Length);
    }
}
