using System.Globalization;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Diff.Risks;
using Platform.Review.Values;

namespace Platform.Review.Report.Diffs;

/// <summary>
/// The changes of a stack in parts: the image's files, one for each component, the most serious first, and one for the outputs.
/// </summary>
/// <param name="isWhole">Whether there is room for all of a text and of a value.</param>
internal sealed class MarkdownDetails(bool isWhole)
{
    private const int LongestText = 60;
    private const int MostFiles = 100;

    public IEnumerable<DetailPart> Of(PlanDiff diff)
    {
        foreach (var image in diff.Images)
            yield return new($"{image.Output}: {image.Before ?? "(none)"} → {image.After}", [new(RiskKind.Trust, Files(image))]);
        foreach (var component in diff.Changes.GroupBy(change => change.Component))
        {
            var part = diff with { Changes = [.. component], Outputs = [], Images = [], Unchanged = null };
            yield return new(
                $"{component.Key}: {Phrases.Counts(part)}",
                [.. component.Select(change => new DetailEntry(change.Risks[0].Kind, Write(change)))]);
        }

        if (diff.Outputs.Count > 0)
            yield return new(
                "outputs",
                [new(diff.OutputRisks.Any() ? RiskKind.Exposure : RiskKind.Network, $"{string.Concat(diff.Outputs.Select(Write))}\n")]);
    }

    private string Files(ImageChange image)
    {
        string[] lines = [.. image.Files.Select(file => $"- {Phrases.Of(file.Kind)} {Markdown.Code(file.Path)}")];
        return $"{string.Join('\n', Shortened(lines, MostFiles, "- "))}\n\n";
    }

    private int LongestValue => isWhole ? int.MaxValue : Phrases.LongestValue;

    private string Write(ResourceChange change)
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
        WriteInputs(text, change);
        return text.Append('\n').ToString();
    }

    private void WriteInputs(StringBuilder text, ResourceChange change)
    {
        foreach (var input in change.Inputs.Where(input => input.IsMain))
            text.Append(
                CultureInfo.InvariantCulture, $"- {Markdown.Code(input.Path.Text)}: {Markdown.Code(Phrases.Value(input, LongestValue))}\n");
        string[] rest = [
            .. change.Inputs.Where(input => !input.IsMain).Select(input => $"{input.Path}: {Phrases.Value(input, LongestValue)}"),
        ];
        if (rest is [])
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n<details>\n<summary>and {rest.Length} more</summary>\n\n")
            .Append(Markdown.Block("", Shortened(rest, LongestText, ""))).Append("\n</details>\n");
    }

    private string Write(PropertyChange change)
    {
        var note = Phrases.Note(change) is { Length: > 0 } some ? $" **{some}**" : "";
        var start = $"- {Markdown.Code(change.Path.Text)}";
        if (Phrases.Lines(change) is { } lines)
            return $"{start}{note}\n\n{Markdown.Block("diff", Shortened(lines, LongestText, ""))}\n";
        var (before, after) = Phrases.Values(change, LongestValue);
        return $"{start}: {Markdown.Code(before)} → {Markdown.Code(after)}{note}\n";
    }

    private IEnumerable<string> Shortened(IReadOnlyList<string> lines, int most, string start) => isWhole || lines.Count <= most
        ? lines
        : lines.Take(most).Append(string.Create(CultureInfo.InvariantCulture, $"{start}… {lines.Count - most} more lines"));
}
