using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;

namespace Platform.Inference.Collection.Redaction;

/// <summary>
/// Takes out of texts what names somebody, as far as it has a form: names and postal addresses have none and stay, as docs/collection.md
/// says. Whatever is found too much is only missed by a statistic, so that in doubt it goes.
/// </summary>
internal static partial class Redactor
{
    private const int Patience = 500;

    /// <summary>Without one of them there is nothing to find.</summary>
    private static readonly SearchValues<char> _signs = SearchValues.Create("0123456789@:");

    /// <summary>In this order: a card's number would be found as a telephone's too.</summary>
    private static readonly (Regex Form, string Word, Func<string, int> Length)[] _kinds =
    [
        (Email(), "[email]", text => text.Length),
        (Iban(), "[iban]", IbanNumber.LengthOf),
        (Machine(), "[address]", text => text.Length),
        (IPv6(), "[address]", text => text.Count(':'.Equals) > 1 && text.Length > 2 && IPAddress.TryParse(text, out _) ? text.Length : 0),
        (IPv4(), "[address]", text => text.Length),
        (National(), "[id]", text => NationalNumbers.Is(text) ? text.Length : 0),
        (Card(), "[card]", text => CheckDigits.Luhn(text) ? text.Length : 0),
        (Phone(), "[phone]", text => text.Count(char.IsAsciiDigit) is >= 7 and <= 15 ? text.Length : 0),
    ];

    public static string Redact(string text)
    {
        if (!text.AsSpan().ContainsAny(_signs))
            return text;
        try
        {
            return _kinds.Aggregate(text, (left, kind) => kind.Form.Replace(left, found => kind.Length(found.Value) switch
            {
                0 => found.Value,
                var length => kind.Word + found.Value[length..],
            }));
        }
        catch (RegexMatchTimeoutException)
        {
            return "[text]";
        }
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}", RegexOptions.None, Patience)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])", RegexOptions.None, Patience)]
    private static partial Regex Iban();

    [GeneratedRegex(
        @"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\1[0-9A-Fa-f]{2}){4}(?![0-9A-Fa-f:-])", RegexOptions.None, Patience)]
    private static partial Regex Machine();

    [GeneratedRegex(@"(?<![0-9A-Fa-f:.])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,45}(?<!\.)", RegexOptions.None, Patience)]
    private static partial Regex IPv6();

    [GeneratedRegex(@"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)", RegexOptions.None, Patience)]
    private static partial Regex IPv4();

    [GeneratedRegex(@"(?<![\d.])\d(?:[ -]?\d){12,18}(?!\.?\d)", RegexOptions.None, Patience)]
    private static partial Regex Card();

    /// <summary>One form after another: USA, United Kingdom, Sweden, France, Germany and Poland, Spain, Italy.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9]|\d[ -])(?:\d{3}-\d{2}-\d{4}|[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]|\d{6}-\d{4}|[12](?: ?\d){14}|\d(?: ?\d){10}"
        + @"|(?:\d{8}|[XYZ]\d{7})-?[A-Z]|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z])(?![A-Za-z0-9]|[ -]\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)]
    private static partial Regex National();

    [GeneratedRegex(
        @"(?<![\p{L}\d.,])(?:(?:\+|00)[1-9]|\(?0[1-9]|\(\d{3}\)(?=[ -]?\d{3})|\d{3}(?=[-. ]\d{3}[-. ]\d{4}))(?:[ "
        + @"()./-]{0,3}\d){5,13}(?![\d])",
        RegexOptions.None, Patience)]
    private static partial Regex Phone();
}
