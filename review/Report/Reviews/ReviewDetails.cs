using System.Globalization;
using System.Text;
using Platform.Review.Costs;
using Platform.Review.Diff.Risks;
using Platform.Review.Report.Costs;
using Platform.Review.Report.Graphs;
using Platform.Review.Rules;

namespace Platform.Review.Report.Reviews;

/// <summary>The parts on a stack besides its differences: rules, cost, picture.</summary>
internal static class ReviewDetails
{
    private const int Listed = 40;

    public static IEnumerable<Part> Of(StackReport stack)
    {
        if (stack.Findings is not { New: [], Solved: [] })
            yield return new(
                stack, (int)(stack.Findings.New is [] ? RiskKind.Price : RiskKind.Exposure), $"rules: {ReviewSummary.Rules(stack)}",
                Rules(stack));
        yield return new(stack, Part.Cost, $"cost: {CostPhrases.Total(stack.Cost)}", Cost(stack.Cost));
        var picture = MermaidGraphFormat.Overview(stack.After, stack.Diff);
        yield return new(stack, Part.Picture, "picture", Markdown.Block("mermaid", [picture.TrimEnd('\n')]));
    }

    private static string Rules(StackReport stack)
    {
        var text = new StringBuilder();
        Write(text, [.. stack.Findings.New.Select(finding => $"**new** {Of(finding)}: found {Markdown.Html(finding.Found)}, expected "
            + $"{Markdown.Html(finding.Expected)}. {Markdown.Html(finding.Rule.Why)} ([why]({finding.Rule.Link}))")]);
        Write(text, [.. stack.Findings.Solved.Select(finding => $"**solved** {Of(finding)}")]);
        return text.Append(CultureInfo.InvariantCulture, $"\nAll of them: `dotnet platform.cs check --stack {stack.Stack}`.\n").ToString();

        static string Of(Finding finding) => $"{finding.Rule.Severity.ToString().ToLowerInvariant()} {Markdown.Code(finding.Rule.Id)} "
            + $"{Markdown.Code(finding.Resource)} {(finding.Property.Length > 0 ? Markdown.Code(finding.Property) : "")}".TrimEnd();
    }

    private static string Cost(CostComparison cost)
    {
        var text = new StringBuilder();
        if (cost.Components.Count > 0)
            text.Append("| component | before | after | difference |\n|---|---:|---:|---:|\n");
        foreach (var change in cost.Components)
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Markdown.Html(change.Name)} | {CostPhrases.Money(change.Before)} | {CostPhrases.Money(change.After)} ")
                .Append(CultureInfo.InvariantCulture, $"| {(change.Difference > 0 ? "+" : "")}{CostPhrases.Money(change.Difference)} |\n");
        if (cost.Components.Count > 0)
            text.Append('\n');
        Write(
            text, [.. cost.Resources.Select(change => $"{Markdown.Code(change.Name)}: {CostPhrases.Change(change.Before, change.After)}")]);
        if (cost.After.Tiers is { } tiers)
        {
            text.Append(cost.Resources.Count > 0 ? "\nTiers:\n\n" : "Tiers:\n\n");
            Write(text, [.. tiers.Lines.Select(tier => Markdown.Html(CostPhrases.Tier(tier)))]);
            text.Append(CultureInfo.InvariantCulture, $"\n{Markdown.Html(CostPhrases.BreakEven(tiers, cost.Currency))}\n");
        }

        return text.Append(
            CultureInfo.InvariantCulture, $"\nEvery price and its source: `dotnet platform.cs cost --stack {cost.Stack}`.\n").ToString();
    }

    private static void Write(StringBuilder text, string[] lines)
    {
        foreach (var line in lines.Take(Listed))
            text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
        if (lines.Length > Listed)
            text.Append(CultureInfo.InvariantCulture, $"- and {lines.Length - Listed} more\n");
    }
}
