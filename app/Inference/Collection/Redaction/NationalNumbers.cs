namespace Platform.Inference.Collection.Redaction;

/// <summary>
/// Numbers that states give people: of the USA, the United Kingdom, Germany, France, Spain, Italy, Poland and Sweden, by their check digits
/// where they have any. Others are not found.
/// </summary>
internal static class NationalNumbers
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    public static bool Is(string text)
    {
        var packed = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return IsSocialSecurity(text) || (packed.All(char.IsAsciiDigit) ? IsOfDigits(text, packed) : IsOfLetters(packed));
    }

    // https://www.ssa.gov/employer/randomization.html
    private static bool IsSocialSecurity(string text)
        => text is [_, _, _, '-', _, _, '-', _, _, _, _] && text.Where(char.IsAsciiDigit).Count() == 9 && text[..3] is not ("000" or "666")
        && text[0] != '9'
        && text[4..6] != "00" && text[7..] != "0000";

    private static bool IsOfDigits(string text, string digits) => digits.Length switch
    {
        // Germany's tax number begins with no zero; Poland's PESEL has its birthday in front
        11 => (digits[0] != '0' && CheckDigits.Mod11And10(digits))
            || (CheckDigits.Weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0 && IsBirthday(digits[2..4], digits[4..6], 80)),
        // Sweden's personal number, which is written with its dash
        10 => text.Length == 11 && text[6] == '-' && CheckDigits.Luhn(digits) && IsBirthday(digits[2..4], digits[4..6]),
        // France's social security number with its key
        15 => digits[0] is '1' or '2' && 97 - (CheckDigits.Number(digits.AsSpan(0, 13)) % 97) == CheckDigits.Number(digits.AsSpan(13)),
        _ => false,
    };

    private static bool IsOfLetters(string packed) => packed.Length switch
    {
        9 when char.IsAsciiDigit(packed[1]) => IsSpanish(packed),
        9 =>
            char.IsAsciiLetter(packed[0]) && char.IsAsciiLetter(packed[1]) && packed[2..8].All(char.IsAsciiDigit)
                && packed[8] is >= 'A' and <= 'D',
        16 => IsItalian(packed),
        _ => false,
    };

    /// <summary>Of residents the first digit is a letter.</summary>
    private static bool IsSpanish(string packed)
    {
        var first = "XYZ".IndexOf(packed[0], StringComparison.Ordinal);
        var digits = first < 0 ? packed[..8] : $"{first}{packed[1..8]}";
        return digits.All(char.IsAsciiDigit) && packed[8] == SpanishLetters[(int)(CheckDigits.Number(digits) % 23)];
    }

    private static bool IsItalian(string packed)
        => packed[..6].All(char.IsAsciiLetter) && packed[6..8].All(char.IsAsciiDigit) && char.IsAsciiLetter(packed[8])
        && packed[9..11].All(char.IsAsciiDigit)
        && char.IsAsciiLetter(packed[11]) && packed[12..15].All(char.IsAsciiDigit) && char.IsAsciiLetter(packed[15]);

    /// <param name="month">Plus a number for the century, where there is one.</param>
    /// <param name="day">From 1.</param>
    /// <param name="mostCentury">The largest such number, of twenties.</param>
    private static bool IsBirthday(string month, string day, int mostCentury = 0)
        => CheckDigits.Number(month) is var given && given <= mostCentury + 12 && given % 20 is >= 1 and <= 12
        && CheckDigits.Number(day) is >= 1 and <= 31;
}
