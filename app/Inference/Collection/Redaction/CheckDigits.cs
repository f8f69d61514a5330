using System.Globalization;

namespace Platform.Inference.Collection.Redaction;

/// <summary>Sums by which numbers are told from others. What divides groups of digits is passed over.</summary>
internal static class CheckDigits
{
    /// <summary>ISO/IEC 7812-1, of payment cards.</summary>
    public static bool Luhn(ReadOnlySpan<char> text)
    {
        var (sum, isDoubled) = (0, false);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = text[i] - '0';
            sum += isDoubled ? (2 * digit / 10) + (2 * digit % 10) : digit;
            isDoubled = !isDoubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>ISO 7064, MOD 97-10: letters count as 10 to 35.</summary>
    public static int Mod97(ReadOnlySpan<char> text)
    {
        var rest = 0;
        foreach (var sign in text)
            rest = char.IsAsciiDigit(sign) ? ((rest * 10) + sign - '0') % 97 : ((rest * 100) + char.ToUpperInvariant(sign) - 'A' + 10) % 97;
        return rest;
    }

    /// <summary>ISO 7064, MOD 11,10, whose last digit checks the others.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }

    public static int Weighted(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    public static long Number(ReadOnlySpan<char> digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
