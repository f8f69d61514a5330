using System.Globalization;
using System.Text;
using System.Text.Json;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Reports;

/// <summary>Two classifiers on the same rows.</summary>
/// <param name="Model">Their name.</param>
/// <param name="Data">The file of rows.</param>
/// <param name="Rows">How many.</param>
/// <param name="Seed">Of what is drawn.</param>
/// <param name="Current">The version in service.</param>
/// <param name="Candidate">The other.</param>
/// <param name="Differences">Candidate minus current, with 95 % intervals.</param>
/// <param name="Cohorts">Where the candidate is wrong, by the features that split it best.</param>
/// <param name="Fairness">By a named column; null where none was named.</param>
/// <param name="Notes">What whoever reads the figures must know.</param>
/// <param name="Verdict">What it shows.</param>
/// <param name="Reason">Why.</param>
internal sealed record RowReport(
    string Model, string Data, int Rows, int Seed, VersionReport Current, VersionReport Candidate, Bootstrap Differences,
    Cohort[] Cohorts, Fairness? Fairness,
    string[] Notes, Verdict Verdict, string Reason) : IReport
{
    public string ToJson() => JsonSerializer.Serialize(this, ReportJson.Default.RowReport);

    public string ToMarkdown()
    {
        var page = new MarkdownPage();
        page.Line($"# {Model}: {Candidate.Name} beside {Current.Name}");
        page.Line($"**The candidate is {Verdict.Said()}**: {Reason}.");
        page.Line(
            $"Both answered the same {Rows:N0} rows of `{Data}` through the server. Intervals: 95 %, {Bootstrap.Resamples:N0} paired "
            + $"resamples, seed {Seed}.");
        foreach (var note in Notes)
            page.Line($"> {note}");
        WriteFigures(page);
        WriteClasses(page);
        WriteCohorts(page);
        WriteFairness(page);
        WriteCalibration(page);
        page.Table(
            "By how much the log loss (without probabilities: the share of errors) grows when a feature's values are dealt out anew",
            ["feature", "current", "candidate"],
            Candidate.Importance.OrderByDescending(each => each.Value)
                .Select(
                    each => new[] { $"`{each.Key}`", $"{Current.Importance[each.Key]:+0.0000;-0.0000}", $"{each.Value:+0.0000;-0.0000}" }));
        return page.ToString();
    }

    private void WriteFigures(MarkdownPage page)
    {
        var (mine, its) = (Candidate.Figures, Current.Figures);
        page.Table(null, ["", "current", "candidate", "difference"],
        [
            ["accuracy", $"{its.Accuracy:0.0000}", $"{mine.Accuracy:0.0000}", Said(Differences.Accuracy)],
            [
                "balanced accuracy", $"{its.BalancedAccuracy:0.0000}", $"{mine.BalancedAccuracy:0.0000}",
                $"{mine.BalancedAccuracy - its.BalancedAccuracy:+0.0000;-0.0000}",
            ],
            .. Differences.LogLoss is null ? Array.Empty<string[]>() :
            [
                ["log loss", $"{its.LogLoss:0.0000}", $"{mine.LogLoss:0.0000}", Said(Differences.LogLoss)],
                [
                    "calibration error", $"{its.CalibrationError:0.0000}", $"{mine.CalibrationError:0.0000}",
                    Said(Differences.CalibrationError!),
                ],
            ],
            [
                "one row, median", $"{Current.Latency.MedianMilliseconds:0.00} ms", $"{Candidate.Latency.MedianMilliseconds:0.00} ms",
                Times(Candidate.Latency.MedianMilliseconds / Current.Latency.MedianMilliseconds),
            ],
            [
                "one row, 95 of 100", $"{Current.Latency.P95Milliseconds:0.00} ms", $"{Candidate.Latency.P95Milliseconds:0.00} ms",
                Times(Candidate.Latency.P95Milliseconds / Current.Latency.P95Milliseconds),
            ],
            ["size", $"{Current.Bytes:N0} bytes", $"{Candidate.Bytes:N0} bytes", Times((double)Candidate.Bytes / Current.Bytes)],
        ]);
    }

    private void WriteClasses(MarkdownPage page) => page.Table(
        "Each class: of those said, right (precision); of those there, found (recall)",
        ["class", "rows", "precision, current", "candidate", "recall, current", "candidate"],
        Current.Classes.Select(each => new[]
        {
            each.Key, $"{each.Value.Rows:N0}", $"{each.Value.Precision:0.000}", $"{Candidate.Classes[each.Key].Precision:0.000}",
            $"{each.Value.Recall:0.000}",
            $"{Candidate.Classes[each.Key].Recall:0.000}",
        }));

    private void WriteCohorts(MarkdownPage page) => page.Table(
        "Accuracy where the candidate's errors differ most", ["rows whose", "rows", "current", "candidate", "difference"],
        Cohorts.OrderBy(cohort => cohort.Candidate).Select(Row));

    private void WriteFairness(MarkdownPage page)
    {
        if (Fairness is null)
            return;
        page.Table(
            $"By {Fairness.Column}: accuracy", [Fairness.Column, "rows", "current", "candidate", "difference"],
            Fairness.Groups.Select(group => Row(group.Value)));
        page.Table(
            $"By {Fairness.Column}: said to be {Current.Classes.Keys.Last()}, and found of those who are",
            [Fairness.Column, "said, current", "candidate", "found, current", "candidate"],
            Fairness.Groups.Select(group => new[]
            {
                group.Value.Name, $"{group.SaidCurrent:0.000}", $"{group.SaidCandidate:0.000}", $"{group.FoundCurrent:0.000}",
                $"{group.FoundCandidate:0.000}",
            }));
        page.Line(
            $"The greatest difference of accuracy between two of them: {Fairness.GapOfCurrent:0.000} in service, "
            + $"{Fairness.GapOfCandidate:0.000} of the candidate.");
        if (Fairness.Left.Length > 0)
            page.Line($"With fewer than {CohortTree.LeastRows} rows, nothing is said of {string.Join(", ", Fairness.Left)}.");
    }

    private void WriteCalibration(MarkdownPage page)
    {
        if (Current.Calibration is null || Candidate.Calibration is null)
            return;
        page.Table(
            "How sure, and how often right", ["confidence from", "current: rows", "mean", "right", "candidate: rows", "mean", "right"],
            Current.Calibration.Zip(Candidate.Calibration).Where(pair => pair.First.Rows + pair.Second.Rows > 0).Select(pair => new[]
            {
                $"{pair.First.From:0.0}", $"{pair.First.Rows:N0}", $"{pair.First.Confidence:0.000}", $"{pair.First.Accuracy:0.000}",
                $"{pair.Second.Rows:N0}", $"{pair.Second.Confidence:0.000}", $"{pair.Second.Accuracy:0.000}",
            }));
    }

    private static string[] Row(Cohort cohort)
        => [cohort.Name, $"{cohort.Rows:N0}", $"{cohort.Current:0.000}", $"{cohort.Candidate:0.000}", Said(cohort.Difference)];

    private static string Said(Interval interval)
        => $"{interval.Difference:+0.0000;-0.0000} ({interval.Low:+0.0000;-0.0000} to {interval.High:+0.0000;-0.0000})";

    private static string Times(double ratio) => $"× {ratio:0.00}";
}
