using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Platform.Inference.Tensors;

namespace Platform.Inference.Protocol;

/// <summary>
/// Reads the <c>data</c> of an input into its tensor, whose shape is set: flat, or nested exactly as the shape says.
/// FP16 has no JSON form; it is sent as binary data.
/// </summary>
internal ref struct TensorDataReader(TensorSpec spec, Tensor tensor)
{
    private Span<byte> _free;

    /// <exception cref="ProtocolException">400: not as many elements as the shape has, or one that is not of the datatype.</exception>
    public void Read(ref JsonCursor cursor)
    {
        if (spec.Type == DataType.Fp16)
            throw ProtocolException.BadRequest($"input '{spec.Name}' is FP16, which has no JSON form; send it as binary data");
        if (cursor.Peek() != '[')
            throw cursor.Wrong($"'data' of input '{spec.Name}' is not an array");
        var count = tensor.ElementCount;
        // Each element takes two bytes of text at least, which bounds what a small body can make the server allocate.
        if (count > 1 + (cursor.Text.Length - cursor.Position) / 2)
            throw WrongCount(count);
        if (spec.Type == DataType.Bytes)
            tensor.Resize(0);
        else
            _free = tensor.Resize(checked((int)count * spec.Type.Size));

        if (IsNested(ref cursor))
            ReadNested(ref cursor, tensor.Shape);
        else
            ReadElements(ref cursor, count);
    }

    private readonly bool IsNested(ref JsonCursor cursor)
    {
        var start = cursor.Position;
        cursor.Take((byte)'[');
        var nested = cursor.Peek() == '[' && tensor.Rank > 1;
        cursor.Position = start;
        return nested;
    }

    private void ReadNested(ref JsonCursor cursor, ReadOnlySpan<long> shape)
    {
        if (shape.Length == 1)
        {
            ReadElements(ref cursor, shape[0]);
            return;
        }

        if (!cursor.TryTake((byte)'['))
            throw WrongNesting();
        var first = true;
        long count = 0;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (count++ == shape[0])
                throw WrongNesting();
            ReadNested(ref cursor, shape[1..]);
        }

        if (count != shape[0])
            throw WrongNesting();
    }

    private void ReadElements(ref JsonCursor cursor, long count)
    {
        if (!cursor.TryTake((byte)'['))
            throw WrongNesting();
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
    }

    private void ReadSingles(ref JsonCursor cursor, long count)
    {
        var values = MemoryMarshal.Cast<byte, float>(TakeFree(count * sizeof(float)));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i, count);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                values[i] = (float)ReadNamed(ref cursor, i);
            else if (!number.TryGetSingle(out values[i]))
                throw OutOfRange(i);
        }

        Close(ref cursor, count);
    }

    private void ReadDoubles(ref JsonCursor cursor, long count)
    {
        var values = MemoryMarshal.Cast<byte, double>(TakeFree(count * sizeof(double)));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i, count);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                values[i] = ReadNamed(ref cursor, i);
            else if (!number.TryGetDouble(out values[i]))
                throw OutOfRange(i);
        }

        Close(ref cursor, count);
    }

    private void ReadIntegers<T>(ref JsonCursor cursor, long count, T least, T greatest)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(TakeFree(count * Unsafe.SizeOf<T>()));
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i, count);
            if (!JsonNumber.TryRead(ref cursor, out var number))
                throw NotOfType(ref cursor, i);
            if (!number.TryGetInteger(out var value))
                throw number.IsInteger ? OutOfRange(i) : NotOfType(ref cursor, i);
            if (value < Int128.CreateChecked(least) || value > Int128.CreateChecked(greatest))
                throw OutOfRange(i);
            values[i] = T.CreateTruncating(value);
        }

        Close(ref cursor, count);
    }

    private void ReadBooleans(ref JsonCursor cursor, long count)
    {
        var values = TakeFree(count);
        for (var i = 0; i < values.Length; i++)
        {
            Separate(ref cursor, i, count);
            if (cursor.TryTakeWord("true"u8))
                values[i] = 1;
            else if (cursor.TryTakeWord("false"u8))
                values[i] = 0;
            else
                throw NotOfType(ref cursor, i);
        }

        Close(ref cursor, count);
    }

    private readonly void ReadStrings(ref JsonCursor cursor, long count)
    {
        for (var i = 0; i < count; i++)
        {
            Separate(ref cursor, i, count);
            if (cursor.Peek() != '"')
                throw NotOfType(ref cursor, i);
            var text = cursor.ReadString();
            BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), text.Length);
            tensor.Append(text);
        }

        Close(ref cursor, count);
    }

    /// <summary>JSON has no literals for these three, so they travel as strings, out as well as in.</summary>
    private readonly double ReadNamed(ref JsonCursor cursor, int index)
    {
        if (cursor.Peek() != '"')
            throw NotOfType(ref cursor, index);
        var name = cursor.ReadString();
        return name.SequenceEqual("NaN"u8) ? double.NaN
            : name.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : name.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : throw NotOfType(ref cursor, index);
    }

    private Span<byte> TakeFree(long length)
    {
        var taken = _free[..(int)length];
        _free = _free[(int)length..];
        return taken;
    }

    private readonly void Separate(ref JsonCursor cursor, int index, long count)
    {
        if (index > 0 && !cursor.TryTake((byte)',') || cursor.Peek() == ']')
            throw cursor.Peek() == ']' ? WrongCount(count) : cursor.Invalid();
    }

    private readonly void Close(ref JsonCursor cursor, long count)
    {
        if (!cursor.TryTake((byte)']'))
            throw cursor.Peek() is (byte)',' || count == 0 ? WrongCount(count) : cursor.Invalid();
    }

    private readonly ProtocolException WrongCount(long count) => ProtocolException.BadRequest(
        count == tensor.ElementCount
            ? $"'data' of input '{spec.Name}' does not have the {count} elements that its shape {Quote.Shape(tensor.Shape)} asks for"
            : WrongNestingMessage());

    private readonly ProtocolException WrongNesting() => ProtocolException.BadRequest(WrongNestingMessage());

    private readonly string WrongNestingMessage() =>
        $"'data' of input '{spec.Name}' is nested differently from its shape {Quote.Shape(tensor.Shape)}; expected that nesting, or a flat array";

    private readonly ProtocolException OutOfRange(int index) =>
        ProtocolException.BadRequest($"element {index} of 'data' of input '{spec.Name}' is out of range for {spec.Type.Name}");

    private readonly ProtocolException NotOfType(ref JsonCursor cursor, int index) => cursor.Peek() == '['
        ? WrongNesting()
        : cursor.Wrong($"element {index} of 'data' of input '{spec.Name}' is not {Expected()}");

    private readonly string Expected() => spec.Type switch
    {
        DataType.Bool => "true or false, as BOOL asks for",
        DataType.Bytes => "a string, as BYTES asks for",
        DataType.Fp32 or DataType.Fp64 => $"a number, as {spec.Type.Name} asks for",
        _ => $"a whole number, as {spec.Type.Name} asks for",
    };
}
