using System.Text;
using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>Numbers as programs write them into CSV, which is more ways than JSON has.</summary>
internal static class CsvNumber
{
    /// <summary>Writes the same number as JSON, digit for digit; an infinity as its string; nothing, and false, for what is no number.</summary>
    public static bool TryWrite(ReadOnlySpan<byte> cell, PooledBytes json)
    {
        if (IsNumber(cell))
        {
            json.Append(cell);
            return true;
        }

        var digits = cell.TrimStart("+-"u8);
        if (cell.Length - digits.Length > 1)
            return false;
        var sign = cell.StartsWith("-"u8) ? "-"u8 : default;
        if (!Ascii.EqualsIgnoreCase(digits, "inf"u8) && !Ascii.EqualsIgnoreCase(digits, "infinity"u8))
            return TryWriteDigits(sign, digits, json);
        json.Append((byte)'"');
        json.Append(sign);
        json.Append("Infinity\""u8);
        return true;
    }

    private static bool TryWriteDigits(ReadOnlySpan<byte> sign, ReadOnlySpan<byte> digits, PooledBytes json)
    {
        var whole = digits[..(digits.IndexOfAny(".eE"u8) is >= 0 and var at ? at : digits.Length)];
        var rest = digits[whole.Length..];
        // JSON wants digits on both sides of the point, and no zeros in front.
        if (whole.IsEmpty && !rest.StartsWith("."u8))
            return false;
        if (!whole.IsEmpty && rest.StartsWith("."u8) && (rest.Length == 1 || rest[1] is (byte)'e' or (byte)'E'))
            rest = rest[1..];
        whole = whole.TrimStart((byte)'0');
        var number = json.Free(sign.Length + Math.Max(1, whole.Length) + rest.Length);
        var length = 0;
        Add(sign, number, ref length);
        Add(whole.IsEmpty ? "0"u8 : whole, number, ref length);
        Add(rest, number, ref length);
        if (!IsNumber(number[..length]))
            return false;
        json.Advance(length);
        return true;
    }

    private static void Add(ReadOnlySpan<byte> part, Span<byte> number, ref int length)
    {
        part.CopyTo(number[length..]);
        length += part.Length;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var cursor = new JsonCursor(text);
        return JsonNumber.TryRead(ref cursor, out _) && cursor.Position == text.Length;
    }
}
