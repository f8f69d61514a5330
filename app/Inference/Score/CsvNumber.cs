using System.Text;
using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>Numbers as programs write them into CSV, which is more ways than JSON has.</summary>
internal static class CsvNumber
{
    /// <summary>
    /// Whether it is plainly a number of JSON already, as nearly all are: digits, which no zero begins, and perhaps digits behind a point.
    /// </summary>
    public static bool IsJson(string cell)
    {
        var digits = cell.AsSpan(cell.StartsWith('-') ? 1 : 0);
        var whole = digits.IndexOf('.') is >= 0 and var point ? digits[..point] : digits;
        return AreDigits(whole) && (whole.Length == 1 || whole[0] != '0')
            && (whole.Length == digits.Length || AreDigits(digits[(whole.Length + 1)..]));
    }

    /// <summary>The same number as JSON, digit for digit; an infinity as its string; null for what is no number.</summary>
    public static string? ToJson(string cell)
    {
        var digits = cell.TrimStart('+', '-');
        var sign = cell.StartsWith('-') ? "-" : "";
        if (cell.Length - digits.Length > 1)
            return null;
        if (digits.ToUpperInvariant() is "INF" or "INFINITY")
            return $"\"{sign}Infinity\"";
        var whole = digits[..(digits.IndexOfAny(['.', 'e', 'E']) is >= 0 and var at ? at : digits.Length)];
        var rest = digits[whole.Length..];
        // JSON wants digits on both sides of the point, and no zeros in front.
        if (whole.Length == 0 && !rest.StartsWith('.'))
            return null;
        if (whole.Length > 0 && rest.StartsWith('.') && (rest.Length == 1 || rest[1] is 'e' or 'E'))
            rest = rest[1..];
        var json = $"{sign}{(whole.TrimStart('0') is { Length: > 0 } significant ? significant : "0")}{rest}";
        return IsNumber(json) ? json : null;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsNumber(string json)
    {
        var cursor = new JsonCursor(Encoding.UTF8.GetBytes(json));
        return JsonNumber.TryRead(ref cursor, out _) && cursor.Position == cursor.Text.Length;
    }
}
