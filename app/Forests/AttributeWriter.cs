using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace Platform.Inference.Forests;

/// <summary>
/// Writes an attribute of a node as it is in an ONNX file (https://protobuf.dev/programming-guides/encoding/): its name, its values and
/// their type. The generated classes would take as long for the hundred thousands of values of a merged tree as merging it does.
/// </summary>
internal sealed class AttributeWriter
{
    private const int Name = 1, Floats = 7, Ints = 8, Strings = 9, Type = 20;
    private const int TypeFloats = 6, TypeInts = 7, TypeStrings = 8;
    private const int Varint = 0, Delimited = 2;
    private byte[] _bytes;
    private int _length;

    /// <param name="name">Of the attribute.</param>
    /// <param name="size">Of its values, in bytes.</param>
    private AttributeWriter(string name, int size)
    {
        _bytes = new byte[size + 64];
        WriteDelimited(Name, System.Text.Encoding.UTF8.GetBytes(name));
    }

    public static ByteString Of(string name, ReadOnlySpan<int> values)
    {
        var size = SizeOf(values);
        var writer = new AttributeWriter(name, size);
        writer.WriteTag(Ints, Delimited);
        writer.WriteVarint((uint)size);
        writer.WriteVarints(values);
        return writer.End(TypeInts);
    }

    public static ByteString Of(string name, ReadOnlySpan<float> values)
    {
        var writer = new AttributeWriter(name, values.Length * sizeof(float));
        writer.WriteTag(Floats, Delimited);
        writer.WriteVarint((uint)(values.Length * sizeof(float)));
        writer.WriteFloats(values);
        return writer.End(TypeFloats);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ByteString Of(string name, ReadOnlySpan<byte[]> values)
    {
        var writer = new AttributeWriter(name, values.Length * 10);
        foreach (var value in values)
            writer.WriteDelimited(Strings, value);
        return writer.End(TypeStrings);
    }

    private ByteString End(int type)
    {
        WriteTag(Type, Varint);
        WriteVarint((uint)type);
        return UnsafeByteOperations.UnsafeWrap(_bytes.AsMemory(0, _length));
    }

    private void WriteTag(int field, int wireType) => WriteVarint((uint)((field << 3) | wireType));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteDelimited(int field, ReadOnlySpan<byte> value)
    {
        WriteTag(field, Delimited);
        WriteVarint((uint)value.Length);
        Reserve(value.Length);
        value.CopyTo(_bytes.AsSpan(_length));
        _length += value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteFloats(ReadOnlySpan<float> values)
    {
        Reserve(values.Length * sizeof(float));
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(_bytes.AsSpan(_length), value);
            _length += sizeof(float);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteVarints(ReadOnlySpan<int> values)
    {
        foreach (var value in values)
            WriteVarint((uint)value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteVarint(uint value)
    {
        Reserve(5);
        var bytes = _bytes;
        var length = _length;
        for (; value > 0x7F; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _length = length;
    }

    /// <summary>Seven bits to a byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SizeOf(ReadOnlySpan<int> values)
    {
        var size = 0;
        foreach (var value in values)
            size += 1 + (BitOperations.Log2((uint)value) / 7);
        return size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int bytes)
    {
        if (_length + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_length + bytes, 2 * _bytes.Length));
    }
}
