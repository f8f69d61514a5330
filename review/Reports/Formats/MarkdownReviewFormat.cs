using System.Globalization;
using Platform.Review.Diff.Reports;

namespace Platform.Review.Reports.Formats;

/// <summary>
/// For a comment on a pull request: a summary that is always there, then folded parts for each stack. Where they do not all fit, rules,
/// cost and picture may take half of the room, and the differences the rest; what is left out is named.
/// </summary>
internal sealed class MarkdownReviewFormat : IReviewFormat
{
    private const int Named = 8;

    public string Write(ReviewReport report)
    {
        var comment = new Comment(ReviewSummary.Write(report));
        var (differences, others) = (report.Stacks.SelectMany(Differences).ToArray(), report.Stacks.SelectMany(ReviewDetails.Of).ToArray());
        var left = new HashSet<Part>(ReferenceEqualityComparer.Instance);
        var room = Comment.Limit - MarkdownDiffFormat.Reserve - Comment.Size(comment.ToString());
        var used = Choose(others.OrderBy(part => part.Order), Math.Max(room / 2, room - differences.Sum(part => part.Size)), left);
        Choose(differences, room - used, left);
        foreach (var part in report.Stacks.SelectMany(
            stack => differences.Concat(others).Where(part => part.Stack == stack.Stack && !left.Contains(part))))
            comment.Append(part.Text);
        if (left.Count > 0)
            comment.Append(Rest(report, [.. differences.Concat(others).Where(left.Contains)]));
        return comment.ToString();
    }

    private static IEnumerable<Part> Differences(StackReport stack)
        => new MarkdownDetails(isWhole: false).Of(stack.Diff).Select(part => new Part(stack.Stack, 0, part.Title, part.Body));

    private static int Choose(IEnumerable<Part> parts, int room, HashSet<Part> left)
    {
        var used = 0;
        foreach (var part in parts)
        {
            if (used + part.Size <= room)
                used += part.Size;
            else
                left.Add(part);
        }
        return used;
    }

    private static string Rest(ReviewReport report, Part[] left)
    {
        var names = string.Join("; ", left.Take(Named).Select(part => Phrases.Shortened($"{part.Stack} / {part.Title}", 60)));
        var more = left.Length > Named ? string.Create(CultureInfo.InvariantCulture, $" and {left.Length - Named} more") : "";
        return $"\nToo long for a comment: {Markdown.Html(names)}{more}. "
            + $"{Markdown.Html(report.Base)} is the base; see them there with `dotnet platform.cs diff`, `check`, `cost` and `graph`.\n";
    }
}
