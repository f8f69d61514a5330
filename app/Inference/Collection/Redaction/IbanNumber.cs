namespace Platform.Inference.Collection.Redaction;

/// <summary>Account numbers by ISO 13616, whose check digits make them 1 modulo 97.</summary>
internal static class IbanNumber
{
    private const int Shortest = 15, Longest = 34;

    /// <summary>How much of a text that begins like one is one: a word may follow after a space. 0 for none.</summary>
    public static int LengthOf(string text)
    {
        for (var end = text.Length; end > 0; end--)
        {
            if (!char.IsAsciiLetterOrDigit(text[end - 1]))
                continue;
            var packed = text[..end].Where(char.IsAsciiLetterOrDigit).ToArray();
            if (packed.Length is >= Shortest and <= Longest && CheckDigits.Mod97([.. packed[4..], .. packed[..4]]) == 1)
                return end;
        }

        return 0;
    }
}
