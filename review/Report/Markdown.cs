namespace Platform.Review.Report;

/// <summary>Texts from outside in GitHub's Markdown, as they are: nothing in them ends a span, opens a tag or mentions anybody.</summary>
internal static class Markdown
{
    public static string Code(string text)
    {
        var fence = new string('`', LongestRun(text) + 1);
        var space = text.StartsWith('`') || text.EndsWith('`') ? " " : "";
        return $"{fence}{space}{text.ReplaceLineEndings(" ")}{space}{fence}";
    }

    public static string Block(string language, IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{text}\n{fence}\n";
    }

    /// <summary>Where Markdown would read characters as its own, or as HTML.</summary>
    public static string Html(string text)
        => string.Concat(text.ReplaceLineEndings(" ").Select(character => IsSpecial(character) ? $"&#{(int)character};" : $"{character}"));

    private static bool IsSpecial(char character) => "&<>*_`[]|\\@#~$".Contains(character, StringComparison.Ordinal);

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
