using System.Globalization;
using System.Text;
using Platform.Review.Costs;

namespace Platform.Review.Report.Costs;

/// <summary>For a terminal: the dearest first.</summary>
internal sealed class TextCostFormat : ICostFormat
{
    public string Write(CostReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Stack}: {CostPhrases.Total(report)}{CostPhrases.Dates(report)}\n");
        foreach (var component in report.Components)
            Write(text, component);
        return WriteRest(text, report).ToString();
    }

    public string Write(CostComparison comparison, string against)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{comparison.Stack} against {against}: {CostPhrases.Total(comparison)}\n");
        WriteList(text, "Assumed otherwise than before", comparison.Assumptions);
        var resources = comparison.Resources.ToLookup(change => change.Component, StringComparer.Ordinal);
        foreach (var component in comparison.Components)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{CostPhrases.Change(component)}\n");
            foreach (var change in resources[component.Name])
                text.Append(CultureInfo.InvariantCulture, $"  {CostPhrases.Change(change)}\n");
        }

        return WriteRest(text, comparison.After).ToString();
    }

    private static void Write(StringBuilder text, ComponentCost component)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{Amount(component.Monthly)}  {component.Name}\n");
        foreach (var resource in component.Resources)
        {
            var only = resource.Lines is [var one] ? $"  {one.Charge.Name}: {CostPhrases.Sum(one)}" : "";
            text.Append(CultureInfo.InvariantCulture, $"{Amount(resource.Monthly)}    {resource.Path}{only}\n");
            foreach (var line in resource.Lines.Where(_ => only.Length == 0))
                text.Append(CultureInfo.InvariantCulture, $"{Amount(line.Monthly)}      {line.Charge.Name}: {CostPhrases.Sum(line)}\n");
        }
    }

    private static StringBuilder WriteRest(StringBuilder text, CostReport report)
    {
        WriteList(text, "To see to", CostWarnings.Of(report));
        WriteList(text, "Without a price, so that the sum is too small", report.Missing.Select(CostPhrases.Missing));
        WriteList(text, "Not priced", report.NotPriced.Select(each => $"{each.Path}: {each.Reason}"));
        if (report.Tiers is { } tiers)
        {
            WriteList(text, $"Tiers, in {report.Currency}", tiers.Lines.Select(CostPhrases.Tier));
            text.Append(CultureInfo.InvariantCulture, $"  {CostPhrases.Platform(tiers, report.Currency)}\n");
            if (tiers.Rate is { } rate)
                text.Append(CultureInfo.InvariantCulture, $"  {CostPhrases.Rate(rate, report.Currency)}\n");
        }

        return text;
    }

    private static void WriteList(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = string.Concat(lines.Select(line => $"  {line}\n"));
        if (all.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{title}\n{all}");
    }

    private static string Amount(decimal amount) => CostPhrases.Money(amount).PadLeft(12);
}
