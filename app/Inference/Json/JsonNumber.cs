using System.Globalization;

namespace Platform.Inference.Json;

/// <summary>A JSON number, taken apart: its value is ±<see cref="Digits"/>·10^<see cref="Exponent"/> unless <see cref="IsLong"/>.</summary>
internal readonly ref struct JsonNumber
{
    private static readonly double[] _powers = [
        .. Enumerable.Range(0, 23).Select(power => double.Parse($"1e{power}", CultureInfo.InvariantCulture)),
    ];

    private JsonNumber(ReadOnlySpan<byte> text, bool isNegative, ulong digits, int exponent, bool isInteger, bool isLong)
    {
        Text = text;
        IsNegative = isNegative;
        Digits = digits;
        Exponent = exponent;
        IsInteger = isInteger;
        IsLong = isLong;
    }

    public ReadOnlySpan<byte> Text { get; }

    public bool IsNegative { get; }

    public ulong Digits { get; }

    public int Exponent { get; }

    /// <summary>Written without fraction and exponent.</summary>
    public bool IsInteger { get; }

    /// <summary>More digits than <see cref="Digits"/> can hold.</summary>
    public bool IsLong { get; }

    /// <summary>Reads the number at the cursor; false, and nothing taken, where there is none.</summary>
    public static bool TryRead(ref JsonCursor cursor, out JsonNumber number)
    {
        number = default;
        cursor.Peek();
        var text = cursor.Text[cursor.Position..];
        var at = 0;
        var negative = At(text, 0) == '-';
        if (negative)
            at++;

        ulong digits = 0;
        var isLong = false;
        var integerStart = at;
        at = ReadDigits(text, at, ref digits, ref isLong);
        var integerDigits = at - integerStart;
        if (integerDigits == 0 || integerDigits > 1 && text[integerStart] == '0')
            return false;

        var exponent = 0;
        var isInteger = true;
        if (At(text, at) == '.')
        {
            var fractionStart = ++at;
            at = ReadDigits(text, at, ref digits, ref isLong);
            if (at == fractionStart)
                return false;
            exponent = fractionStart - at;
            isInteger = false;
        }

        if (At(text, at) is (byte)'e' or (byte)'E')
        {
            if (!TryReadExponent(text, ref at, ref exponent))
                return false;
            isInteger = false;
        }

        number = new JsonNumber(text[..at], negative, digits, exponent, isInteger, isLong);
        cursor.Position += at;
        return true;
    }

    /// <summary>The nearest float; false beyond its range.</summary>
    public bool TryGetSingle(out float value)
    {
        // Both operands are exact in double, so the quotient is correctly rounded to double. Rounding that to float is right
        // too, unless the double lies next to the midpoint of two floats: then its lower 29 bits are about 100…0.
        if (!IsLong && Digits < 1UL << 53 && Exponent is >= -22 and <= 22)
        {
            var wide = Exponent < 0 ? Digits / _powers[-Exponent] : Digits * _powers[Exponent];
            var low = (uint)BitConverter.DoubleToUInt64Bits(wide) & 0x1fffffff;
            if (low is < 0x0fffffff or > 0x10000001 && wide is 0 or >= 1e-37 and <= 1e38)
            {
                value = (float)(IsNegative ? -wide : wide);
                return true;
            }
        }

        return float.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }

    /// <summary>The nearest double; false beyond its range.</summary>
    public bool TryGetDouble(out double value)
    {
        if (!IsLong && Digits < 1UL << 53 && Exponent is >= -22 and <= 22)
        {
            value = Exponent < 0 ? Digits / _powers[-Exponent] : Digits * _powers[Exponent];
            if (IsNegative)
                value = -value;
            return true;
        }

        return double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>The value as a whole number; false for a fraction, an exponent, or more than 64 bits.</summary>
    public bool TryGetInteger(out Int128 value)
    {
        value = IsNegative ? -(Int128)Digits : Digits;
        return IsInteger && !IsLong;
    }

    /// <summary>The value as a whole number, also where it is written with a fraction of zeros, <c>65.0</c>, or an exponent.</summary>
    public bool TryGetWhole(out Int128 value)
    {
        value = Digits;
        if (IsLong || Exponent > 19)
            return false;
        for (var exponent = Exponent; exponent > 0; exponent--)
            value *= 10;
        for (var exponent = Exponent; exponent < 0 && value != 0; exponent++)
        {
            if (value % 10 != 0)
                return false;
            value /= 10;
        }

        if (IsNegative)
            value = -value;
        return true;
    }

    private static byte At(ReadOnlySpan<byte> text, int index) => index < text.Length ? text[index] : (byte)0;

    private static int ReadDigits(ReadOnlySpan<byte> text, int at, ref ulong digits, ref bool isLong)
    {
        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9)
                break;
            if (digits > (ulong.MaxValue - digit) / 10)
                isLong = true;
            else
                digits = digits * 10 + digit;
        }

        return at;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int at, ref int exponent)
    {
        var negative = At(text, ++at) == '-';
        if (At(text, at) is (byte)'-' or (byte)'+')
            at++;
        var start = at;
        var value = 0;
        for (; At(text, at) is >= (byte)'0' and <= (byte)'9'; at++)
            value = Math.Min(value * 10 + (text[at] - '0'), 100_000);
        exponent += negative ? -value : value;
        return at > start;
    }
}
