using System.Globalization;
using System.Text;
using Platform.Review.Report.Costs;
using Platform.Review.Report.Diffs;
using Platform.Review.Rules;

namespace Platform.Review.Report.Reviews;

/// <summary>What a change amounts to, and what wants a second look. Its length has a bound, however much changes.</summary>
internal static class ReviewSummary
{
    private const int Shown = 10;

    public static string Write(ReviewReport report)
    {
        var text = new StringBuilder();
        foreach (var stack in report.Stacks)
            WriteHidden(text, stack);
        text.Append(CultureInfo.InvariantCulture, $"### What changes in the cloud\n\n{Where(report)}\n\n");
        text.Append("| stack | changes | to look at first | rules | cost |\n|---|---|---|---|---|\n");
        foreach (var stack in report.Stacks)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Markdown.Html(stack.Stack)} | {Phrases.Counts(stack.Diff)} | {MarkdownSummary.Risks(stack.Diff)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Rules(stack)} | {CostPhrases.Total(stack.Cost)} |\n");
        foreach (var stack in report.Stacks)
        {
            MarkdownSummary.WriteImages(text, stack.Diff);
            MarkdownSummary.WriteRisks(text, stack.Diff);
            WriteList(
                text, $"{stack.Stack}, against the rules",
                [.. stack.Findings.New.Where(finding => finding.Rule.Severity > Severity.Note).Select(Finding), .. stack.Rules.Faults]);
            WriteList(text, $"{stack.Stack}, assumed otherwise than before", [.. stack.Cost.Assumptions]);
            WriteList(text, $"{stack.Stack}, cost", [.. CostWarnings.Of(stack.Cost.After)]);
            WriteList(text, $"{stack.Stack}, without a price", [.. stack.Cost.After.Missing.Select(CostPhrases.Missing)]);
        }

        return text.ToString();
    }

    // So that nobody takes it for one of another commit
    private static string Where(ReviewReport report)
    {
        if (report.Standing is not { } standing)
            return $"Against {Markdown.Html(report.Base)}.";
        var run = standing.Run is not { } written ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"; {written.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC by [a run]({written.Address.AbsoluteUri}), which keeps all of it with the "
            + $"pages of the graph");
        return $"Of {Markdown.Html(standing.Head)}, against {Markdown.Html(report.Base)}{run}.";
    }

    /// <summary><c>1 error, 2 warnings, 1 of them new, 3 solved</c>; <c>kept</c>.</summary>
    public static string Rules(StackReport stack)
    {
        var errors = stack.Rules.Faults.Count + stack.Rules.Findings.Count(finding => finding.Rule.Severity == Severity.Error);
        var warnings = stack.Rules.Findings.Count(finding => finding.Rule.Severity == Severity.Warning);
        string[] counts =
        [
            .. Counted(errors, errors == 1 ? "error" : "errors"),
            .. Counted(warnings, warnings == 1 ? "warning" : "warnings"),
            .. Counted(stack.Findings.New.Count, "new"),
            .. Counted(stack.Hidden.Count, "hidden by this change"),
            .. Counted(stack.Findings.Solved.Count, "solved"),
        ];
        return counts is [] ? "kept" : string.Join(", ", counts);
    }

    private static string[] Counted(int count, string what)
        => count == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{count} {what}")];

    // Before anything else: whoever hides a finding where it appears wants nobody to look
    private static void WriteHidden(StringBuilder text, StackReport stack)
    {
        foreach (var (finding, by) in stack.Hidden.Take(Shown))
            text.Append(
                CultureInfo.InvariantCulture,
                $"> **{Markdown.Html(stack.Stack)}: this change suppresses** {Markdown.Html(Phrases.Shortened(Finding(finding), 160))} ")
                .Append(CultureInfo.InvariantCulture, $"(its reason: {Markdown.Html(Phrases.Shortened(by.Reason ?? "", 160))})\n>\n");
        if (stack.Hidden.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"> and {stack.Hidden.Count - Shown} more\n>\n");
        if (stack.Hidden.Count > 0)
            text.Append('\n');
    }

    private static string Finding(Finding finding) => $"{finding.Rule.Id}: {finding.Resource}: {finding.Rule.What}";

    private static void WriteList(StringBuilder text, string title, string[] lines)
    {
        if (lines is [])
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n**{Markdown.Html(title)}**\n\n");
        foreach (var line in lines.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(Phrases.Shortened(line, 160))}\n");
        if (lines.Length > Shown)
            text.Append(CultureInfo.InvariantCulture, $"- and {lines.Length - Shown} more\n");
    }
}
