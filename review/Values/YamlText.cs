using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Platform.Review.Values;

/// <summary>Texts in YAML: plain where no reader could take them for anything else, as a block where they have several lines.</summary>
internal static partial class YamlText
{
    public static Scalar Scalar(string text, bool isKey)
        => new(AnchorName.Empty, TagName.Empty, text, Style(text, isKey), isPlainImplicit: true, isQuotedImplicit: true);

    private static ScalarStyle Style(string text, bool isKey)
        => !isKey && text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal) ? ScalarStyle.Literal
            : IsPlain(text) ? ScalarStyle.Plain
            : text.Any(char.IsControl) ? ScalarStyle.DoubleQuoted
            : ScalarStyle.SingleQuoted;

    private static bool IsPlain(string text)
        => (PlainText().IsMatch(text) && !Word().IsMatch(text)) || Guid.TryParseExact(text, "D", out _);

    // Begins with a letter or slash, so it is no number; a colon or number sign is not next to a space, so it separates nothing.
    [GeneratedRegex("""\A[A-Za-z/](?:[A-Za-z0-9_./@+()*=;<>,'"%$!?&|~^{}\[\]-]|:(?=[^\s])|\ (?=[^\s#]))*\z""")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A(?:true|false|null|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
