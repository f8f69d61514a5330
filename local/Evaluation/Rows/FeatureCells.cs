using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Rows;

/// <summary>One feature's values as they travel: the elements of a tensor, one for each row.</summary>
internal sealed class FeatureCells
{
    private readonly byte[][]? _texts;
    private readonly byte[] _elements = [];
    private readonly int _size;

    /// <param name="name">Of the feature.</param>
    /// <param name="type">Of its input.</param>
    /// <param name="cells">As the file has them.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="EvaluationException">A cell is no value of this type.</exception>
    public FeatureCells(string name, DataType type, string[] cells, string file)
    {
        if (type == DataType.Bytes)
        {
            _texts = [.. cells.Select(Prefixed)];
            return;
        }

        _size = type.Size;
        _elements = new byte[cells.Length * _size];
        for (var row = 0; row < cells.Length; row++)
            if (!TryWrite(type, cells[row], _elements.AsSpan(row * _size, _size)))
                throw new EvaluationException($"'{file}' row {row + 1}: {name} is '{cells[row]}'; expected a value of type {type.Name}");
    }

    /// <summary>The element of a row, with its length before it where it is a text.</summary>
    public ReadOnlySpan<byte> this[int row] => _texts is null ? _elements.AsSpan(row * _size, _size) : _texts[row];

    private static byte[] Prefixed(string text)
    {
        var element = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32LittleEndian(element, element.Length - sizeof(int));
        Encoding.UTF8.GetBytes(text, element.AsSpan(sizeof(int)));
        return element;
    }

    private static bool TryWrite(DataType type, string cell, Span<byte> element)
    {
        if (type.IsFloat)
        {
            // What is missing is missing
            var isNumber = double.TryParse(
                cell.Length == 0 ? "NaN" : cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            return isNumber && TryWriteFloat(type, number, element);
        }

        if (type == DataType.Bool)
        {
            element[0] = cell is "true" or "True" or "1" ? (byte)1 : (byte)0;
            return cell is "true" or "True" or "1" or "false" or "False" or "0";
        }

        if (!Int128.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) || !Fits(type, whole))
            return false;
        Span<byte> all = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(all, whole);
        all[..element.Length].CopyTo(element);
        return true;
    }

    private static bool TryWriteFloat(DataType type, double number, Span<byte> element)
    {
        switch (type)
        {
            case DataType.Fp32:
                BinaryPrimitives.WriteSingleLittleEndian(element, (float)number);
                return true;
            case DataType.Fp64:
                BinaryPrimitives.WriteDoubleLittleEndian(element, number);
                return true;
            case DataType.Fp16:
                BinaryPrimitives.WriteHalfLittleEndian(element, (Half)number);
                return true;
            default:
                return false;
        }
    }

    private static bool Fits(DataType type, Int128 whole)
    {
        var bits = 8 * type.Size;
        return type is DataType.Uint8 or DataType.Uint16 or DataType.Uint32 or DataType.Uint64
            ? whole >= 0 && whole < Int128.One << bits
            : whole >= -(Int128.One << (bits - 1)) && whole < Int128.One << (bits - 1);
    }
}
