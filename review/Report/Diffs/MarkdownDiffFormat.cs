using System.Globalization;
using Platform.Review.Diff;

namespace Platform.Review.Report.Diffs;

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

    /// <summary>
    /// With nothing left out, for the summary of a job. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
    /// </summary>
    /// <exception cref="ReviewException">It is longer than a summary may be.</exception>
    public static string WriteWhole(DiffReport report)
    {
        const int Limit = 1_024 * 1_024;
        var details = report.Stacks.Where(diff => !diff.IsEmpty).SelectMany(
            diff => new MarkdownDetails(isWhole: true).Of(diff).Select(part => Comment.Folded($"{diff.Stack} / {part.Title}", part.Body)));
        var text = string.Concat([MarkdownSummary.Write(report), .. details]);
        return Comment.Size(text) <= Limit
            ? text
            : throw new ReviewException(
                $"The differences take {Comment.Size(text)} bytes, and the summary of a job {Limit}: what cannot be shown whole cannot be "
                + "approved. Split the change, or deploy it by hand after reading `dotnet platform.cs diff`.")
            { ExitCode = ExitCodes.TooLong };
    }

    private static void WriteDetails(Comment comment, PlanDiff diff, DiffSource source, string prefix)
    {
        var left = new MarkdownDetails(isWhole: false).Of(diff).Where(
            part => !comment.TryAppend(Comment.Folded($"{prefix}{part.Title}", part.Body), Reserve))
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
