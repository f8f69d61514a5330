using System.Buffers.Binary;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>Numbers of a request as elements of a tensor.</summary>
internal static class FeatureNumber
{
    /// <summary>Reads what no digits say: a missing number, which is NaN to models, and the infinities; false for anything else.</summary>
    public static bool TryReadNamed(ref JsonCursor cursor, DataType type, Span<byte> target)
    {
        if (type is not (DataType.Fp32 or DataType.Fp64) || cursor.Peek() is not ((byte)'n' or (byte)'"'))
            return false;
        var value =
            cursor.TryTakeWord("null"u8) || cursor.TryTakeWord("\"NaN\""u8) ? double.NaN :
            cursor.TryTakeWord("\"Infinity\""u8) ? double.PositiveInfinity :
            cursor.TryTakeWord("\"-Infinity\""u8) ? double.NegativeInfinity : 0;
        if (value == 0)
            return false;
        if (type == DataType.Fp32)
            BinaryPrimitives.WriteSingleLittleEndian(target, (float)value);
        else
            BinaryPrimitives.WriteDoubleLittleEndian(target, value);
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
            case DataType.Fp64:
                var isDouble = number.TryGetDouble(out var wide);
                BinaryPrimitives.WriteDoubleLittleEndian(target, wide);
                return isDouble;
            case DataType.Int32:
                var isInt = number.TryGetInteger(out var small) && small >= int.MinValue && small <= int.MaxValue;
                BinaryPrimitives.WriteInt32LittleEndian(target, isInt ? (int)small : 0);
                return isInt;
            default:
                var isLong = number.TryGetInteger(out var large) && large >= long.MinValue && large <= long.MaxValue;
                BinaryPrimitives.WriteInt64LittleEndian(target, isLong ? (long)large : 0);
                return isLong;
        }
    }
}
