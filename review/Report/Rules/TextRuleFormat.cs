using System.Text;
using Platform.Review.Rules;

namespace Platform.Review.Report.Rules;

/// <summary>For the terminal: a paragraph per finding, and a line of sums.</summary>
internal sealed class TextRuleFormat : IRuleFormat
{
    public string Write(RuleReport report)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
            text.Append(Heading(finding)).Append('\n')
                .Append($"  {finding.Rule.What}: found {finding.Found}, expected {finding.Expected}\n")
                .Append($"  {finding.Rule.Why}. {finding.Rule.Link}\n\n");
        foreach (var fault in report.Faults)
            text.Append($"error  {fault}\n\n");
        return text.Append(Sums(report)).Append('\n').ToString();
    }

    private static string Heading(Finding finding)
        => $"{finding.Rule.Severity.ToString().ToLowerInvariant()}  {finding.Rule.Id}  "
        + $"{finding.Resource}{(finding.Property.Length > 0 ? $"  {finding.Property}" : "")}";

    private static string Sums(RuleReport report)
    {
        int Count(Severity severity) => report.Findings.Count(finding => finding.Rule.Severity == severity);
        return $"{report.Stack}: {Count(Severity.Error) + report.Faults.Count} errors, {Count(Severity.Warning)} warnings, "
        + $"{Count(Severity.Note)} notes; "
            + $"{report.Suppressed.Count} suppressed with a reason; {RuleCatalogue.All.Count} rules";
    }
}
