using Platform.Evaluation.Candidates;
using Platform.Evaluation.Reports;
using Platform.Evaluation.Serving;
using Platform.Evaluation.Statistics;
using Platform.Evaluation.Texts;

namespace Platform.Evaluation.Comparisons;

/// <summary>Compares two models that write texts, prompt by prompt.</summary>
internal static class TextEvaluation
{
    /// <summary>95 % of a normal distribution.</summary>
    private const double Deviations = 1.959964;

    /// <exception cref="EvaluationException">The prompts are none, or not for these models; or the judge does not judge.</exception>
    public static async Task<TextReport> RunAsync(
        EvaluationOptions options, VersionFolder current, VersionFolder candidate, ServedModels served, CancellationToken cancellationToken)
    {
        var prompts = await Prompt.ReadAsync(options.Data, cancellationToken);
        Writer[] writers = [
            .. new[] { ServedModels.Current, ServedModels.Candidate }.Select(name => new Writer(served, name, TimeProvider.System)),
        ];
        RequireTaken(prompts, writers);
        using var client = new HttpClient();
        var judge = options.Judge is { } address
            ? new Judge(client, address, options.JudgeModel ?? "judge", Environment.GetEnvironmentVariable(Judge.KeyVariable)) : null;
        var (currentMarks, candidateMarks) = (await MarksAsync(writers[0]), await MarksAsync(writers[1]));
        var similarity = prompts.Any(prompt => prompt.Expected is not null)
            ? Differences(currentMarks, candidateMarks, mark => mark.Similarity)
            : null;
        var relevance = judge is null ? null : Differences(currentMarks, candidateMarks, mark => mark.Judgement?.Relevance);
        var refusals = Differences(currentMarks, candidateMarks, mark => mark.IsRefused ? 1 : 0)!;
        var (verdict, reason) = Of(similarity, relevance, refusals);
        return new TextReport(
            options.Model, Path.GetFileName(options.Data), prompts.Length, Figures(current, currentMarks),
            Figures(candidate, candidateMarks), similarity, relevance, refusals, verdict, reason);

        async Task<List<Mark>> MarksAsync(Writer writer)
        {
            var marks = new List<Mark>();
            foreach (var prompt in prompts)
            {
                var answer = await writer.AskAsync(prompt, cancellationToken);
                marks.Add(new Mark(
                    answer, prompt.Expected is { } expected ? TextSimilarity.Of(answer.Text, expected) : null,
                    prompt.Expected is { } exact ? IsSame(answer.Text, exact) : null,
                    Refusals.Is(answer.Text), judge is null ? null : await judge.JudgeAsync(prompt, answer.Text, cancellationToken),
                    prompt.Context is not null));
            }

            return marks;
        }
    }

    private static void RequireTaken(Prompt[] prompts, Writer[] writers)
    {
        string[] without = [.. writers.Where(writer => !writer.Converses).Select(writer => writer.Name)];
        if (without.Length > 0 && prompts.FirstOrDefault(prompt => prompt.HasMessages) is { } conversation)
            throw new EvaluationException(
                $"{conversation.Place} has messages; expected {Prompt.SingleForm}, as a model without a chat template takes prompts alone, "
                + $"and {(without is [var only] ? $"the {only} version has none" : "neither version has one")}");
    }

    /// <param name="Answer">What was said.</param>
    /// <param name="Similarity">Likeness to what is expected; null where nothing is.</param>
    /// <param name="IsExact">Whether it is that; null where nothing is expected.</param>
    /// <param name="IsRefused">Whether it says no.</param>
    /// <param name="Judgement">Null without a judge.</param>
    /// <param name="HasContext">Whether there is something that it can be grounded in.</param>
    private sealed record Mark(
        Writer.Answer Answer, double? Similarity, bool? IsExact, bool IsRefused, Judge.Judgement? Judgement, bool HasContext);

    private static TextFigures Figures(VersionFolder folder, List<Mark> marks) => new(
        folder.Name, folder.Bytes, marks.Average(mark => mark.IsExact is { } exact ? (double?)(exact ? 1 : 0) : null),
        marks.Average(mark => mark.Similarity),
        marks.Average(mark => mark.Answer.Text.Length), marks.Average(mark => mark.IsRefused ? 1.0 : 0.0),
        marks.Select(mark => mark.Answer.Milliseconds).Order().ElementAt(marks.Count / 2),
        marks.Average(mark => mark.HasContext ? (double?)mark.Judgement?.Groundedness : null),
        marks.Average(mark => (double?)mark.Judgement?.Relevance));

    private static Interval? Differences(List<Mark> current, List<Mark> candidate, Func<Mark, double?> of)
    {
        double[] differences = [.. candidate.Zip(current, (mine, its) => of(mine) - of(its)).OfType<double>()];
        return differences.Length == 0 ? null : Interval.OfPairs(differences, Deviations);
    }

    private static (Verdict Verdict, string Reason) Of(Interval? similarity, Interval? relevance, Interval refusals)
    {
        if (refusals.IsAbove)
            return (Verdict.Worse, $"it refuses more, by {Said(refusals)}");
        foreach (var (what, interval) in new[] { ("relevant, as the judge has it", relevance), ("like what is expected", similarity) })
            if (interval is { IsBelow: true })
                return (Verdict.Worse, $"its answers are less {what}, by {Said(interval)}");
        foreach (var (what, interval) in new[] { ("relevant, as the judge has it", relevance), ("like what is expected", similarity) })
            if (interval is { IsAbove: true })
                return (Verdict.Better, $"its answers are more {what}, by {Said(interval)}");
        return (Verdict.NotShown,
            similarity is null && relevance is null
                ? "nothing is expected of the answers, and nobody judges them"
                : "the differences may be none");
    }

    private static string Said(Interval interval)
        => FormattableString.Invariant($"{interval.Difference:0.000} ({interval.Low:0.000} to {interval.High:0.000})");

    private static bool IsSame(string one, string other) => string.Equals(Words(one), Words(other), StringComparison.OrdinalIgnoreCase);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
