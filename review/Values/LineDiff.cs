namespace Platform.Review.Values;

/// <summary>
/// Which lines of a text differ, as <c>diff -U1</c> marks them: <c>-</c> before, <c>+</c> after, a blank in both, <c>…</c> left out.
/// </summary>
internal static class LineDiff
{
    // Beyond it, the lines between the first and the last difference are shown as they are.
    private const int LargestTable = 1_000_000;

    public static IReadOnlyList<string> Between(string before, string after)
    {
        var (one, other) = (before.TrimEnd('\n').Split('\n'), after.TrimEnd('\n').Split('\n'));
        var start = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = one.Skip(start).Reverse().Zip(other.Skip(start).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        List<string> lines = [.. one.Take(start).Select(Same)];
        lines.AddRange(Middle(one[start..^end], other[start..^end]));
        lines.AddRange(one.TakeLast(end).Select(Same));
        return Shortened(lines);
    }

    private static IEnumerable<string> Middle(string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > LargestTable)
            return [.. before.Select(line => $"-{line}"), .. after.Select(line => $"+{line}")];
        return Walk(before, after, Longest(before, after));
    }

    // The length of the longest common run of lines from each pair of positions on.
    private static int[,] Longest(string[] before, string[] after)
    {
        var longest = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                longest[i, j] = before[i] == after[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        }

        return longest;
    }

    private static IEnumerable<string> Walk(string[] before, string[] after, int[,] longest)
    {
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                yield return Same(before[i]);
                (i, j) = (i + 1, j + 1);
            }
            else if (j == after.Length || (i < before.Length && longest[i + 1, j] >= longest[i, j + 1]))
            {
                yield return $"-{before[i++]}";
            }
            else
            {
                yield return $"+{after[j++]}";
            }
        }
    }

    private static List<string> Shortened(List<string> lines)
    {
        var kept = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (IsChange(i) || IsChange(i - 1) || IsChange(i + 1))
                kept.Add(lines[i]);
            else if (kept is [] || kept[^1] != "…")
                kept.Add("…");
        }

        return kept;

        bool IsChange(int index) => index >= 0 && index < lines.Count && lines[index][0] != ' ';
    }

    private static string Same(string line) => $" {line}";
}
