using System.Globalization;
using System.Text;
using Platform.Review.Diff.Values;

namespace Platform.Review.Diff.Reports;

/// <summary>The changes of a stack in parts: one for each component, the most serious first, and one for the outputs.</summary>
internal static class MarkdownDetails
{
    private const int LongestText = 60;

    public static IEnumerable<(string Title, string Body)> Of(PlanDiff diff)
    {
        foreach (var component in diff.Changes.GroupBy(change => change.Component))
        {
            var part = diff with { Changes = [.. component], Outputs = [] };
            yield return ($"{component.Key}: {Phrases.Counts(part)}", string.Concat(component.Select(Write)));
        }
        if (diff.Outputs.Count > 0)
            yield return ("outputs", $"{string.Concat(diff.Outputs.Select(Write))}\n");
    }

    private static string Write(ResourceChange change)
    {
        var text = new StringBuilder();
        var reasons = Phrases.Reasons(change);
        text.Append(
            CultureInfo.InvariantCulture,
            $"**{Phrases.Of(change.Kind)}** {Markdown.Code(change.Path)} {Markdown.Html(change.Resource.Type)}");
        text.Append(CultureInfo.InvariantCulture, $"{(reasons.Length > 0 ? $" ({Markdown.Html(reasons)})" : "")}\n");
        if (Phrases.Move(change) is { } move)
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(move)}\n");
        if (change.Cause is { } cause)
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(cause)}\n");
        foreach (var property in change.Properties)
            text.Append(Write(property));
        return text.Append('\n').ToString();
    }

    private static string Write(PropertyChange change)
    {
        var note = Phrases.Note(change) is { Length: > 0 } some ? $" **{some}**" : "";
        var start = $"- {Markdown.Code(change.Path.Text)}";
        if (Phrases.Lines(change) is { } lines)
            return $"{start}{note}\n\n{Markdown.Block("diff", Shortened(lines))}\n";
        var (before, after) = Phrases.Values(change);
        return $"{start}: {Markdown.Code(before)} → {Markdown.Code(after)}{note}\n";
    }

    private static IEnumerable<string> Shortened(IReadOnlyList<string> lines) => lines.Count <= LongestText
        ? lines
        : lines.Take(LongestText).Append(string.Create(CultureInfo.InvariantCulture, $"… {lines.Count - LongestText} more lines"));
}
