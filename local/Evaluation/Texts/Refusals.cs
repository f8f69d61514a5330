using System.Text.RegularExpressions;

namespace Platform.Evaluation.Texts;

/// <summary>Tells answers that say no from others.</summary>
internal static partial class Refusals
{
    /// <summary>Whether an answer begins by refusing, or says nothing.</summary>
    public static bool Is(string answer)
        => string.IsNullOrWhiteSpace(answer) || Opening().IsMatch(answer.Length > 200 ? answer[..200] : answer);

    [GeneratedRegex(
        @"^\W*(?:(?:I'?m|I am) (?:very |so )?sorry\b|sorry\b|I (?:can(?:no|')t|am (?:not able|unable)|won't|will not|must decline|do not "
        + @"know|don't know)|as an AI\b|unfortunately,? I)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
