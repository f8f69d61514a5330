using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>
/// The words that Python's JSON has for numbers that JSON lacks, and that MLflow's client sends: <c>NaN</c>, which pandas has for a
/// missing value too, <c>Infinity</c> and <c>-Infinity</c>.
/// </summary>
/// <seealso href="https://docs.python.org/3/library/json.html#infinite-and-nan-number-values"/>
internal static class NumberLiterals
{
    /// <summary>Writes the text with null in place of NaN, and the infinities as strings; false where it has no such word.</summary>
    public static bool TryQuote(ReadOnlySpan<byte> json, PooledBytes target)
    {
        // Nearly every body has none, which a search for a rare letter tells at once.
        if (json.IndexOf("NaN"u8) < 0 && json.IndexOf("Infinity"u8) < 0)
            return false;
        while (!json.IsEmpty)
        {
            var length = LengthOf(json);
            if (length == 0)
                length = Quote(json, target);
            else
                target.Append(json[..length]);
            json = json[length..];
        }

        return true;
    }

    /// <summary>How far the text goes on as it is: to a word, or over a string; 0 at a word.</summary>
    private static int LengthOf(ReadOnlySpan<byte> json)
    {
        if (json[0] == '"')
            return StringLength(json);
        var next = json.IndexOfAny((byte)'"', (byte)'N', (byte)'I');
        return next < 0 ? json.Length : next > 0 && json[next] == 'I' && json[next - 1] == '-' ? next - 1 : next;
    }

    private static int Quote(ReadOnlySpan<byte> json, PooledBytes target)
    {
        if (json.StartsWith("NaN"u8))
        {
            target.Append("null"u8);
            return "NaN".Length;
        }

        foreach (var word in (string[])["-Infinity", "Infinity"])
            if (json.Length >= word.Length && System.Text.Ascii.Equals(json[..word.Length], word))
            {
                target.AppendString(word);
                return word.Length;
            }

        // Some other word, which the reader refuses.
        target.Append(json[0]);
        return 1;
    }

    private static int StringLength(ReadOnlySpan<byte> json)
    {
        for (var i = 1; i < json.Length; i++)
            if (json[i] == '\\')
                i++;
            else if (json[i] == '"')
                return i + 1;
        return json.Length;
    }
}
