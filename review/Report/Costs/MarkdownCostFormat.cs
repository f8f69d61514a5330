using System.Globalization;
using System.Text;
using Platform.Review.Costs;
using Platform.Review.Report.Diffs;

namespace Platform.Review.Report.Costs;

/// <summary>
/// For a comment on a pull request, within <see cref="Comment.Limit"/>: components in a table, their
/// resources folded as far as they fit.
/// </summary>
internal sealed class MarkdownCostFormat : ICostFormat
{
    private const int Reserve = 2_000;
    private const int Listed = 20;
    private const int Rows = 200;
    private const string TooLong = "\nThe rest is too long for a comment; see it with `dotnet platform.cs cost`.\n";

    public string Write(CostReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {Markdown.Html(report.Stack)}: {CostPhrases.Total(report)}\n\n");
        text.Append("Estimated from the plan, list prices and assumptions about its use.\n\n| component | a month |\n|---|---:|\n");
        foreach (var component in report.Components)
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Html(component.Name)} | {CostPhrases.Money(component.Monthly)} |\n");
        WriteRest(text, report);
        foreach (var component in report.Components)
            WriteFolded(text, component.Name, string.Concat(component.Resources.Select(Write)));
        return text.ToString();
    }

    public string Write(CostComparison comparison, string against)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {Markdown.Html(comparison.Stack)}: {CostPhrases.Total(comparison)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Against {Markdown.Html(against)}.\n");
        WriteList(text, "Assumed otherwise than before", [.. comparison.Assumptions]);
        if (comparison.Components.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{Heading("component")}");
        foreach (var change in comparison.Components)
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Html(change.Name)} | {Row(change)} |\n");
        WriteRest(text, comparison.After);
        var resources = comparison.Resources.Select(change => $"| {Markdown.Code(change.Name)} | {Row(change)} |\n");
        if (comparison.Resources.Count > 0)
            WriteFolded(text, "resources", $"{Heading("resource")}{string.Concat(resources.Take(Rows))}");
        return text.ToString();
    }

    private static string Heading(string what) => $"| {what} | before | after | difference |\n|---|---:|---:|---:|\n";

    private static string Row(CostChange change)
        => $"{CostPhrases.Money(change.Before)} | {CostPhrases.Money(change.After)} | {CostPhrases.Signed(change.Difference)}";

    private static string Write(ResourceCost resource)
        => $"**{CostPhrases.Money(resource.Monthly)}** {Markdown.Code(resource.Path)}\n"
            + string.Concat(resource.Lines.Select(line =>
                $"- {CostPhrases.Money(line.Monthly)}: {Markdown.Html(line.Charge.Name)}, {Markdown.Html(CostPhrases.Sum(line))}\n"))
            + "\n";

    private static void WriteRest(StringBuilder text, CostReport report)
    {
        WriteList(text, "To see to", [.. CostWarnings.Of(report)]);
        WriteList(text, "Without a price, so that the sum is too small", [.. report.Missing.Select(CostPhrases.Missing)]);
        WriteList(text, "Not priced", [.. report.NotPriced.Select(each => $"{each.Path}: {each.Reason}")]);
        if (report.Tiers is not { } tiers)
            return;
        WriteList(text, $"Tiers, in {report.Currency}", [.. tiers.Lines.Select(CostPhrases.Tier)]);
        var rate = tiers.Rate is { } given ? $" {CostPhrases.Rate(given, report.Currency)}." : "";
        text.Append(CultureInfo.InvariantCulture, $"\n{Markdown.Html($"{CostPhrases.Platform(tiers, report.Currency)}{rate}")}\n");
    }

    private static void WriteList(StringBuilder text, string title, string[] lines)
    {
        if (lines.Length == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n**{title}**\n\n");
        foreach (var line in lines.Take(Listed))
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Html(Phrases.Shortened(line, 240))}\n");
        if (lines.Length > Listed)
            text.Append(CultureInfo.InvariantCulture, $"- and {lines.Length - Listed} more\n");
    }

    private static void WriteFolded(StringBuilder text, string title, string body)
    {
        var part = $"\n<details>\n<summary>{Markdown.Html(title)}</summary>\n\n{body}</details>\n";
        if (text.Length + part.Length <= Comment.Limit - Reserve)
            text.Append(part);
        else if (!text.ToString().EndsWith(TooLong, StringComparison.Ordinal))
            text.Append(TooLong);
    }
}
