using System.Globalization;
using Platform.Review.Report.Diffs;

namespace Platform.Review.Report.Reviews;

/// <summary>
/// For comments on a pull request: a summary, then folded parts for each stack. Where one comment cannot hold them, they go on in others,
/// what is lost first, and of the stack first that has most to lose; only after so many comments is the rest named instead.
/// </summary>
internal sealed class MarkdownReviewFormat : IReviewFormat
{
    /// <summary>As many as somebody may still read.</summary>
    public const int MostComments = 10;

    private const int Named = 8;
    private const int Reserve = 2_000;
    private const int Largest = Comment.Limit - 2 * Reserve;

    public string Write(ReviewReport report) => string.Join('\n', WriteAll(report));

    public IReadOnlyList<string> WriteAll(ReviewReport report)
    {
        var summary = ReviewSummary.Write(report);
        Part[] parts = [.. report.Stacks.SelectMany(Parts)];
        if (Comment.Size(summary) + parts.Sum(part => part.Size) <= Comment.Limit)
            return [$"{summary}{string.Concat(parts.Select(part => part.Text))}"];
        var comments = Filled(summary, parts.OrderBy(part => part.Order).ThenByDescending(part => Weight(part.Of)), out var left);
        return [
            .. comments.Select(
                (comment, index) => Numbered(comment, index, comments.Count, index == comments.Count - 1 ? Rest(report, left) : "")),
        ];
    }

    private static IEnumerable<Part> Parts(StackReport stack)
        => new MarkdownDetails(isWhole: false).Of(stack.Diff).SelectMany(part => Part.Split(stack, part, Largest))
            .Concat(ReviewDetails.Of(stack));

    // What is protected somebody wants to keep
    private static int Weight(StackReport stack) => stack.After.Resources.Count(resource => resource.Options.Protect is true);

    private static List<Comment> Filled(string summary, IEnumerable<Part> parts, out List<Part> left)
    {
        var comments = new List<Comment> { new(summary) };
        left = [];
        foreach (var part in parts)
        {
            if (left.Count == 0 && !comments[^1].TryAppend(part.Text, Reserve))
            {
                if (comments.Count < MostComments)
                    comments.Add(new(""));
                if (!comments[^1].TryAppend(part.Text, Reserve))
                    left.Add(part);
            }
            else if (left.Count > 0)
            {
                left.Add(part);
            }
        }

        return comments;
    }

    private static string Numbered(Comment comment, int index, int count, string rest)
    {
        var text = comment.ToString();
        var of = string.Create(CultureInfo.InvariantCulture, $"{index + 1} of {count}");
        return index == 0
            ? $"{text}{(count > 1
            ? $"\nIt goes on in {count - 1} more comment{(count > 2 ? "s" : "")}, the weightiest first.\n"
            : "")}{rest}"
            : $"### What changes in the cloud ({of})\n{text}{rest}";
    }

    private static string Rest(ReviewReport report, List<Part> left)
    {
        if (left is [])
            return "";
        var names = string.Join("; ", left.Take(Named).Select(part => Phrases.Shortened(part.Name, 60)));
        var more = left.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {left.Count - Named} more") : "";
        return $"\nToo long for comments: {Markdown.Html(names)}{more}. "
            + $"{Markdown.Html(report.Base)} is the base; see them there with `dotnet platform.cs diff`, `check`, `cost` and `graph`.\n";
    }
}
