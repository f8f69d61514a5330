using System.Globalization;

namespace Platform.Review.Diff.Reports;

/// <summary>
/// For a comment on a pull request, which GitHub cuts at 65,536 characters: a summary that is always there, then a folded part for each
/// component as far as they fit, and the names of those that do not.
/// </summary>
internal sealed class MarkdownDiffFormat : IDiffFormat
{
    // For the names of the parts that do not fit.
    internal const int Reserve = 8_000;

    public string Write(DiffReport report)
    {
        var comment = new Comment(MarkdownSummary.Write(report));
        foreach (var diff in report.Stacks.Where(diff => !diff.IsEmpty))
            WriteDetails(comment, diff, report.Source, report.Stacks.Count > 1 ? $"{diff.Stack} / " : "");
        return comment.ToString();
    }

    private static void WriteDetails(Comment comment, PlanDiff diff, DiffSource source, string prefix)
    {
        var left = MarkdownDetails.Of(diff).Where(part => !comment.TryAppend(Comment.Folded($"{prefix}{part.Title}", part.Body), Reserve))
            .Select(part => part.Title).ToList();
        if (left.Count > 0)
            comment.Append(Rest(Phrases.Command(source, diff.Stack), left));
    }

    private static string Rest(string command, List<string> left)
    {
        const int Named = 10;
        var names = string.Join("; ", left.Take(Named).Select(title => Phrases.Shortened(title, 60)));
        var more = left.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {left.Count - Named} more") : "";
        return $"\nToo long for a comment: {Markdown.Html(names)}{more}. See it with `{command}`.\n";
    }
}
