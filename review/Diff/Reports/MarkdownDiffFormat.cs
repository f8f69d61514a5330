using System.Globalization;
using System.Text;

namespace Platform.Review.Diff.Reports;

/// <summary>
/// For a comment on a pull request, which GitHub cuts at 65,536 characters: a summary that is always there, then a folded part for each
/// component as far as they fit, and the names of those that do not.
/// </summary>
internal sealed class MarkdownDiffFormat : IDiffFormat
{
    /// <summary>GitHub's, in characters.</summary>
    public const int Limit = 65_536;

    // For the names of the parts that do not fit.
    private const int Reserve = 2_000;

    public string Write(DiffReport report)
    {
        var text = new StringBuilder(MarkdownSummary.Write(report));
        foreach (var diff in report.Stacks.Where(diff => !diff.IsEmpty))
            WriteDetails(text, diff, report.Source, report.Stacks.Count > 1 ? $"{diff.Stack} / " : "");
        return text.ToString();
    }

    private static void WriteDetails(StringBuilder text, PlanDiff diff, DiffSource source, string prefix)
    {
        var left = new List<string>();
        foreach (var (title, body) in MarkdownDetails.Of(diff))
        {
            var part = $"\n<details>\n<summary>{Markdown.Html($"{prefix}{title}")}</summary>\n\n{body}</details>\n";
            if (text.Length + part.Length <= Limit - Reserve)
                text.Append(part);
            else
                left.Add(title);
        }
        if (left.Count > 0)
            text.Append(Rest(Phrases.Command(source, diff.Stack), left));
    }

    private static string Rest(string command, List<string> left)
    {
        const int Named = 10;
        var names = string.Join("; ", left.Take(Named).Select(title => Phrases.Shortened(title, 60)));
        var more = left.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {left.Count - Named} more") : "";
        return $"\nToo long for a comment: {Markdown.Html(names)}{more}. See it with `{command}`.\n";
    }
}
