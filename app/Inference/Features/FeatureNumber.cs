using System.Buffers.Binary;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Numbers of a request as elements of a tensor.</summary>
internal static class FeatureNumber
{
    /// <summary>Reads what no digits say, as answers have it too: NaN and the infinities as strings; false for anything else.</summary>
    public static bool TryReadNamed(ref JsonCursor cursor, DataType type, Span<byte> target)
    {
        if (!type.IsFloat || cursor.Peek() != '"')
            return false;
        var value =
            cursor.TryTakeWord("\"NaN\""u8) ? double.NaN :
            cursor.TryTakeWord("\"Infinity\""u8) ? double.PositiveInfinity :
            cursor.TryTakeWord("\"-Infinity\""u8) ? double.NegativeInfinity : 0;
        if (value == 0)
            return false;
        TryStore(value, type, target);
        return true;
    }

    /// <summary>False for a number that is not of this type.</summary>
    public static bool TryStore(JsonNumber number, DataType type, Span<byte> target)
    {
        switch (type)
        {
            case DataType.Fp32:
                var isSingle = number.TryGetSingle(out var single);
                BinaryPrimitives.WriteSingleLittleEndian(target, single);
                return isSingle;
            case DataType.Fp16 or DataType.Fp64 or DataType.Bf16:
                return number.TryGetDouble(out var wide) && TryStore(wide, type, target);
            default:
                return number.TryGetWhole(out var whole) && TryStore(whole, type, target);
        }
    }

    /// <summary>False for a number that is too large.</summary>
    public static bool TryStore(double number, DataType type, Span<byte> target)
    {
        switch (type)
        {
            case DataType.Fp16:
                BinaryPrimitives.WriteHalfLittleEndian(target, (Half)number);
                return double.IsFinite(number) == Half.IsFinite((Half)number);
            case DataType.Bf16:
                // The upper half of a float, rounded to even; what is no number stays none.
                var bits = BitConverter.SingleToUInt32Bits((float)number);
                var rounded = double.IsNaN(number) ? bits >> 16 : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
                BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)rounded);
                return double.IsFinite(number) == ((rounded & 0x7f80) != 0x7f80);
            case DataType.Fp32:
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)number);
                return double.IsFinite(number) == float.IsFinite((float)number);
            default:
                BinaryPrimitives.WriteDoubleLittleEndian(target, number);
                return true;
        }
    }

    private static bool TryStore(Int128 number, DataType type, Span<byte> target)
    {
        var bits = 8 * type.Size;
        var isSigned = type is DataType.Int8 or DataType.Int16 or DataType.Int32 or DataType.Int64;
        var (least, greatest) = type == DataType.Bool
            ? (0, 1)
            : isSigned ? (-(Int128.One << (bits - 1)), (Int128.One << (bits - 1)) - 1) : (0, (Int128.One << bits) - 1);
        if (number < least || number > greatest)
            return false;
        Span<byte> all = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(all, number);
        all[..type.Size].CopyTo(target);
        return true;
    }
}
