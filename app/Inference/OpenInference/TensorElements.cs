using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Reads arrays of elements, one after the other, into a tensor.</summary>
internal ref struct TensorElements(TensorSpec spec, Tensor tensor, TensorDataErrors errors)
{
    private readonly TensorDataErrors _errors = errors;
    private Span<byte> _free = tensor.Resize(spec.Type == DataType.Bytes ? 0 : checked((int)tensor.ElementCount * spec.Type.Size));
    private long _read;

    /// <summary>Reads the next so many, which are one array.</summary>
    public void Read(ref JsonCursor cursor, long count)
    {
        if (!cursor.TryTake((byte)'['))
            throw _errors.WrongNesting(ref cursor);
        switch (spec.Type)
        {
            case DataType.Fp32: ReadSingles(ref cursor, count); break;
            case DataType.Fp64: ReadDoubles(ref cursor, count); break;
            case DataType.Bool: ReadBooleans(ref cursor, count); break;
            case DataType.Bytes: ReadStrings(ref cursor, count); break;
            case DataType.Uint8: ReadIntegers(ref cursor, count, byte.MinValue, byte.MaxValue); break;
            case DataType.Uint16: ReadIntegers(ref cursor, count, ushort.MinValue, ushort.MaxValue); break;
            case DataType.Uint32: ReadIntegers(ref cursor, count, uint.MinValue, uint.MaxValue); break;
            case DataType.Uint64: ReadIntegers(ref cursor, count, ulong.MinValue, ulong.MaxValue); break;
            case DataType.Int8: ReadIntegers(ref cursor, count, sbyte.MinValue, sbyte.MaxValue); break;
            case DataType.Int16: ReadIntegers(ref cursor, count, short.MinValue, short.MaxValue); break;
            case DataType.Int32: ReadIntegers(ref cursor, count, int.MinValue, int.MaxValue); break;
            default: ReadIntegers(ref cursor, count, long.MinValue, long.MaxValue); break;
        }

        Close(ref cursor, count);
        _read += count;
    }

    private void ReadSingles(ref JsonCursor cursor, long count)
    {
        var values = MemoryMarshal.Cast<byte, float>(TakeFree(count * sizeof(float)));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                values[i] = (float)ReadNamed(ref cursor, i);
            else if (!number.TryGetSingle(out values[i]))
                throw _errors.OutOfRange(_read + i);
        }
    }

    private void ReadDoubles(ref JsonCursor cursor, long count)
    {
        var values = MemoryMarshal.Cast<byte, double>(TakeFree(count * sizeof(double)));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                values[i] = ReadNamed(ref cursor, i);
            else if (!number.TryGetDouble(out values[i]))
                throw _errors.OutOfRange(_read + i);
        }
    }

    private void ReadIntegers<T>(ref JsonCursor cursor, long count, T least, T greatest)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(TakeFree(count * Unsafe.SizeOf<T>()));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                throw _errors.NotOfType(ref cursor, _read + i);
            if (!number.TryGetWhole(out var value))
                throw number.IsInteger ? _errors.OutOfRange(_read + i) : _errors.NotOfType(ref cursor, _read + i);
            if (value < Int128.CreateChecked(least) || value > Int128.CreateChecked(greatest))
                throw _errors.OutOfRange(_read + i);
            values[i] = T.CreateTruncating(value);
        }
    }

    private void ReadBooleans(ref JsonCursor cursor, long count)
    {
        var values = TakeFree(count);
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i);
            if (cursor.TryTakeWord("true"u8))
                values[i] = 1;
            else if (cursor.TryTakeWord("false"u8))
                values[i] = 0;
            else
                throw _errors.NotOfType(ref cursor, _read + i);
        }
    }

    private readonly void ReadStrings(ref JsonCursor cursor, long count)
    {
        for (var i = 0; i < count; i++)
        {
            Separate(ref cursor, i);
            if (cursor.TryTakeWord("null"u8))
            {
                BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), 0);
                continue;
            }

            if (cursor.Peek() != '"')
                throw _errors.NotOfType(ref cursor, _read + i);
            var text = cursor.ReadString();
            BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), text.Length);
            tensor.Append(text);
        }
    }

    /// <summary>
    /// JSON has no literals for these three, so they travel as strings, out as well as in; null is what is missing, and no number.
    /// </summary>
    private readonly double ReadNamed(ref JsonCursor cursor, int index)
    {
        if (cursor.TryTakeWord("null"u8))
            return double.NaN;
        if (cursor.Peek() != '"')
            throw _errors.NotOfType(ref cursor, _read + index);
        var name = cursor.ReadString();
        return name.SequenceEqual("NaN"u8) ? double.NaN
            : name.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : name.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : throw _errors.NotOfType(ref cursor, _read + index);
    }

    private Span<byte> TakeFree(long length)
    {
        var taken = _free[..(int)length];
        _free = _free[(int)length..];
        return taken;
    }

    private readonly void Separate(ref JsonCursor cursor, int index)
    {
        if (index > 0 && !cursor.TryTake((byte)',') || cursor.Peek() == ']')
            throw cursor.Peek() == ']' ? _errors.WrongCount(ref cursor) : cursor.Invalid();
    }

    private readonly void Close(ref JsonCursor cursor, long count)
    {
        if (!cursor.TryTake((byte)']'))
            throw cursor.Peek() is (byte)',' || count == 0 ? _errors.WrongCount(ref cursor) : cursor.Invalid();
    }
}
