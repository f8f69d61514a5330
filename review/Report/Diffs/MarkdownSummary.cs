using System.Globalization;
using System.Text;
using Platform.Review.Costs;
using Platform.Review.Diff;
using Platform.Review.Diff.Risks;
using Platform.Review.Report.Costs;

namespace Platform.Review.Report.Diffs;

/// <summary>How much changes, and what wants a second look. Its length has a bound, however much changes.</summary>
internal static class MarkdownSummary
{
    private const int Shown = 20;

    public static string Write(DiffReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {Phrases.Title(report.Source)}\n\nAgainst {Markdown.Html(report.Base)}.\n\n");
        text.Append("| stack | changes | to look at first |\n|---|---|---|\n");
        foreach (var diff in report.Stacks)
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Html(diff.Stack)} | {Phrases.Counts(diff)} | {Risks(diff)} |\n");
        foreach (var diff in report.Stacks)
        {
            WriteImages(text, diff);
            WriteRisks(text, diff);
        }

        foreach (var diff in report.Stacks.Where(diff => !diff.IsEmpty))
            WriteCost(text, diff.Stack, report.CostOf(diff));
        if (report.Notes.Count > 0)
            text.Append('\n');
        foreach (var note in report.Notes.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(Phrases.Shortened(note, 160))}\n");
        if (report.Notes.Count > Shown)
            text.Append(CultureInfo.InvariantCulture, $"- and {report.Notes.Count - Shown} more\n");
        return text.ToString();
    }

    /// <summary>How many changes of each risk; <c>nothing</c>.</summary>
    public static string Risks(PlanDiff diff)
    {
        var counts = diff.Changes.Where(IsRisky).Select(change => change.Risks[0].Kind).Concat(diff.OutputRisks.Select(risk => risk.Kind))
            .CountBy(kind => kind).OrderBy(count => count.Key)
            .Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} × {Phrases.Of(count.Key).ToLowerInvariant()}"));
        return string.Join(", ", counts) is { Length: > 0 } text ? text : "nothing";
    }

    /// <summary>That another image is rolled out, where it is.</summary>
    public static void WriteImages(StringBuilder text, PlanDiff diff)
    {
        foreach (var image in diff.Images)
            text.Append(CultureInfo.InvariantCulture, $"\n**{Markdown.Html(diff.Stack)}**: {Markdown.Html(Phrases.Image(image))}.\n");
    }

    /// <summary>The changes that want a second look, by name.</summary>
    public static void WriteRisks(StringBuilder text, PlanDiff diff)
    {
        var risky = diff.Changes.Where(IsRisky).ToArray();
        if (risky.Length > 0 || diff.OutputRisks.Any())
            text.Append(CultureInfo.InvariantCulture, $"\n**{Markdown.Html(diff.Stack)}**\n\n");
        foreach (var risk in diff.OutputRisks.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"- {Phrases.Of(risk.Kind)}: {Markdown.Html(Phrases.Shortened(risk.Reason, 160))}\n");
        foreach (var change in risky.Take(Shown))
        {
            var line =
                $"{Phrases.Of(change.Risks[0].Kind)}: {Phrases.Of(change.Kind)} {Markdown.Code(Phrases.Shortened(change.Path, 120))}";
            text.Append(CultureInfo.InvariantCulture, $"- {line} ({Markdown.Html(Phrases.Shortened(Phrases.Reasons(change), 160))})\n");
        }

        if (risky.Length > Shown)
            text.Append(CultureInfo.InvariantCulture, $"- and {risky.Length - Shown} more\n");
    }

    private static void WriteCost(StringBuilder text, string stack, CostComparison? cost)
    {
        if (cost is null)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\nCost of **{Markdown.Html(stack)}**: {CostPhrases.Total(cost)}\n");
        string[] lines = [.. cost.Resources.Select(CostPhrases.Change), .. cost.After.Missing.Select(CostPhrases.Missing)];
        if (lines.Length > 0)
            text.Append('\n');
        foreach (var line in lines.Take(Shown))
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(Phrases.Shortened(line, 200))}\n");
        if (lines.Length > Shown)
            text.Append(CultureInfo.InvariantCulture, $"- and {lines.Length - Shown} more\n");
    }

    private static bool IsRisky(ResourceChange change) => change.Risks[0].Kind != RiskKind.None;
}
