using System.Globalization;
using System.Text;
using Platform.Review.Costs;
using Platform.Review.Diff;
using Platform.Review.Report.Costs;
using Platform.Review.Values;

namespace Platform.Review.Report.Diffs;

/// <summary>For a terminal: what matters most first.</summary>
internal sealed class TextDiffFormat : IDiffFormat
{
    public string Write(DiffReport report)
    {
        var text = new StringBuilder();
        foreach (var diff in report.Stacks)
            Write(text, report, diff);
        if (report.Notes.Count > 0)
            text.Append("\nNotes\n");
        foreach (var note in report.Notes)
            text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        return text.ToString();
    }

    private static void Write(StringBuilder text, DiffReport report, PlanDiff diff)
    {
        var what = report.Source is DiffSource.Drift ? $"{diff.Stack}, as it is in the cloud," : diff.Stack;
        text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}{what} against {report.Base}: {Phrases.Counts(diff)}\n");
        if (!diff.IsEmpty && report.CostOf(diff) is { } cost)
            Write(text, cost);
        foreach (var image in diff.Images)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Phrases.Image(image)}\n");
            foreach (var file in image.Files)
                text.Append(CultureInfo.InvariantCulture, $"  {Phrases.Of(file.Kind)}  {file.Path}\n");
        }

        foreach (var group in diff.Changes.GroupBy(change => change.Risks[0].Kind))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{Phrases.Of(group.Key)}\n");
            foreach (var change in group)
                Write(text, change);
        }

        if (diff.Outputs.Count > 0)
            text.Append("\nOutputs\n");
        foreach (var risk in diff.OutputRisks)
            text.Append(CultureInfo.InvariantCulture, $"  {Phrases.Of(risk.Kind)}: {risk.Reason}\n");
        foreach (var output in diff.Outputs)
            Write(text, output, "  ");
    }

    private static void Write(StringBuilder text, CostComparison cost)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nCost: {CostPhrases.Total(cost)}\n");
        foreach (var line in cost.Resources.Select(CostPhrases.Change).Concat(cost.After.Missing.Select(CostPhrases.Missing)))
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
    }

    private static void Write(StringBuilder text, ResourceChange change)
    {
        var reasons = Phrases.Reasons(change) is { Length: > 0 } some ? $"  ({some})" : "";
        text.Append(CultureInfo.InvariantCulture, $"  {Phrases.Of(change.Kind)}  {change.Path}  {change.Resource.Type}{reasons}\n");
        if (Phrases.Move(change) is { } move)
            text.Append(CultureInfo.InvariantCulture, $"    {move}\n");
        if (change.Cause is { } cause)
            text.Append(CultureInfo.InvariantCulture, $"    {cause}\n");
        foreach (var property in change.Properties)
            Write(text, property, "    ");
        foreach (var input in change.Inputs)
            text.Append(CultureInfo.InvariantCulture, $"    {(input.IsMain ? "" : "  ")}{input.Path}: {Phrases.Value(input)}\n");
    }

    private static void Write(StringBuilder text, PropertyChange change, string indent)
    {
        var note = Phrases.Note(change) is { Length: > 0 } some ? $"  ({some})" : "";
        if (Phrases.Lines(change) is { } lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{change.Path}:{note}\n");
            foreach (var line in lines)
                text.Append(CultureInfo.InvariantCulture, $"{indent}  {line}\n");
        }
        else
        {
            var (before, after) = Phrases.Values(change, int.MaxValue);
            text.Append(CultureInfo.InvariantCulture, $"{indent}{change.Path}: {before} → {after}{note}\n");
        }
    }
}
