using System.Globalization;
using System.Text;
using Platform.Infra.Settings;

namespace Platform.Review.Report.Summaries;

/// <summary>Stacks side by side, as plain tables.</summary>
internal static class SummaryText
{
    private const string Absent = "-";

    public static string Write(IReadOnlyList<StackSummary> stacks)
    {
        var text = new StringBuilder();
        TextTable.Write(text, Heading("resources", stacks), Components(stacks));
        text.Append('\n');
        TextTable.Write(text, Heading("tiers", stacks), Tiers(stacks));
        text.Append('\n');
        TextTable.Write(text, Heading("settings that differ", stacks), Differences(stacks));
        return text.ToString();
    }

    private static string[] Heading(string what, IEnumerable<StackSummary> stacks) => [what, .. stacks.Select(stack => stack.Stack)];

    private static IEnumerable<string[]> Components(IReadOnlyList<StackSummary> stacks)
    {
        foreach (var component in stacks.SelectMany(stack => stack.Components.Keys).Distinct().Order(StringComparer.Ordinal))
            yield return Row(component, stacks, stack => Count(stack.Components.GetValueOrDefault(component)));
        yield return Row("total", stacks, stack => Count(stack.Components.Values.Sum()));
    }

    private static IEnumerable<string[]> Tiers(IReadOnlyList<StackSummary> stacks)
        => from tier in stacks.SelectMany(stack => stack.Tiers).Select(tier => tier.Name).Distinct()
           select Row(tier, stacks, stack => stack.Tiers.FirstOrDefault(each => each.Name == tier) is { } own ? Describe(own) : Absent);

    private static IEnumerable<string[]> Differences(IReadOnlyList<StackSummary> stacks)
        => from key in stacks.SelectMany(stack => stack.Settings.Keys).Distinct().Order(StringComparer.Ordinal)
           let row = Row(key, stacks, stack => stack.Settings.GetValueOrDefault(key) ?? Absent)
           where row.Skip(1).Distinct().Count() > 1
           select row;

    private static string[] Row(string name, IEnumerable<StackSummary> stacks, Func<StackSummary, string> cell)
        => [name, .. stacks.Select(cell)];

    private static string Describe(TierSettings tier)
        => string.Create(CultureInfo.InvariantCulture, $"{tier.CallsPerMinute:N0} calls/min, {tier.CallsPerMonth:N0}/30 days");

    private static string Count(int count) => count == 0 ? Absent : count.ToString(CultureInfo.InvariantCulture);
}
