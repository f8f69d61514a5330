using System.Text.Json;
using Platform.Evaluation.Statistics;
using Platform.Evaluation.Texts;

namespace Platform.Evaluation.Reports;

/// <summary>Two models that write texts, on the same prompts.</summary>
/// <param name="Model">Their name.</param>
/// <param name="Data">The file of prompts.</param>
/// <param name="Prompts">How many.</param>
/// <param name="Current">The version in service.</param>
/// <param name="Candidate">The other.</param>
/// <param name="Similarity">Difference of the likeness to what is expected; null where nothing is.</param>
/// <param name="Relevance">Difference as the judge has it; null without one.</param>
/// <param name="Refusals">Difference of the share refused.</param>
/// <param name="Verdict">What it shows.</param>
/// <param name="Reason">Why.</param>
internal sealed record TextReport(
    string Model, string Data, int Prompts, TextFigures Current, TextFigures Candidate, Interval? Similarity, Interval? Relevance,
    Interval Refusals, Verdict Verdict,
    string Reason) : IReport
{
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.TextReport);

    public string ToMarkdown()
    {
        var page = new MarkdownPage();
        page.Line($"# {Model}: {Candidate.Name} beside {Current.Name}");
        page.Line($"**The candidate is {Verdict.Said()}**: {Reason}.");
        page.Line(
            $"Both answered the same {Prompts:N0} prompts of `{Data}` through the server, the likeliest text each. Similarity is of "
            + "words, not of meaning.");
        page.Table(null, ["", "current", "candidate"],
        [
            Row("exactly as expected", figures => figures.ExactMatch, "0.000"),
            Row("likeness to what is expected, 0 to 1", figures => figures.Similarity, "0.000"),
            Row("characters", figures => figures.Characters, "0"), Row("refused", figures => figures.Refusals, "0.000"),
            Row("groundedness, 1 to 5", figures => figures.Groundedness, "0.00"),
            Row("relevance, 1 to 5", figures => figures.Relevance, "0.00"),
            Row("milliseconds, median", figures => figures.MedianMilliseconds, "0"), Row("bytes", figures => figures.Bytes, "N0"),
        ]);
        return page.ToString();
    }

    private string[] Row(string name, Func<TextFigures, double?> of, string format)
        => [name, Show(of(Current), format), Show(of(Candidate), format)];

    private static string Show(double? value, string format)
        => value?.ToString(format, System.Globalization.CultureInfo.InvariantCulture) ?? "–";
}
