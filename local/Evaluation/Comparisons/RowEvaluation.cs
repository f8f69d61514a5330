using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Evaluation.Candidates;
using Platform.Evaluation.Reports;
using Platform.Evaluation.Rows;
using Platform.Evaluation.Serving;
using Platform.Evaluation.Statistics;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Comparisons;

/// <summary>Compares two classifiers row by row.</summary>
internal sealed class RowEvaluation(EvaluationOptions options, VersionFolder current, VersionFolder candidate, ServedModels served)
{
    /// <summary>Rows that a feature's importance is measured on, which takes as many answers for each feature.</summary>
    private const int ImportanceRows = 5_000;

    /// <exception cref="EvaluationException">The rows do not fit the model.</exception>
    public async Task<RowReport> RunAsync(CancellationToken cancellationToken)
    {
        var rows = EvaluationRows.Read(CsvRows.Read(options.Data), served.Find(ServedModels.Current), options.Label, options.Group);
        var (currentClient, candidateClient) = (Client(ServedModels.Current, rows), Client(ServedModels.Candidate, rows));
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        var answers = new PairedAnswers(
            rows.Truth, await currentClient.AskAsync(all, cancellationToken), await candidateClient.AskAsync(all, cancellationToken));
        var differences = Bootstrap.Of(answers, options.Seed);
        var fairness = rows.Groups is { } groups ? Fairness.Of(groups, answers) : null;
        var parts = CohortTree.Split(rows.Columns, [.. rows.Truth.Select((position, row) => answers.Candidate.Labels[row] != position)]);
        var (currentLatency, candidateLatency) = await Latency.MeasureAsync(
            served.Client, OneRow(rows), TimeProvider.System, cancellationToken);
        var currentKnows = await current.WasTrainedOnAsync(options.Data, cancellationToken);
        var candidateKnows = await candidate.WasTrainedOnAsync(options.Data, cancellationToken);
        var (verdict, reason) = Verdicts.Of(differences, fairness);
        if (verdict == Verdict.Better && candidateKnows && !currentKnows)
            (verdict, reason) = (Verdict.NotShown, "it was trained on just these rows and the version in service was not; give it others");
        return new RowReport(
            options.Model, Path.GetFileName(options.Data), rows.Count, options.Seed,
            Report(current, rows, answers.Current, await ImportanceAsync(rows, currentClient, cancellationToken), currentLatency),
            Report(candidate, rows, answers.Candidate, await ImportanceAsync(rows, candidateClient, cancellationToken), candidateLatency),
            differences, [.. parts.Select(part => Cohort.Of(part.Name, part.Rows, answers, parts.Count))], fairness,
            [.. Notes(currentKnows, candidateKnows)], verdict, reason);
    }

    private RowClient Client(string name, EvaluationRows rows) => new(served.Client, served.Find(name), rows);

    private static VersionReport Report(
        VersionFolder folder, EvaluationRows rows, ClassAnswers answers, Dictionary<string, double> importance, Latency latency) => new(
        folder.Name, folder.Bytes, ClassFigures.Of(rows.Truth, answers),
        rows.Classes.Zip(ClassCounts.Of(rows.Truth, answers)).ToDictionary(pair => pair.First, pair => pair.Second),
        answers.HasProbabilities ? Calibration.Of(rows.Truth, answers) : null, importance, latency);

    /// <summary>The same rows and the same permutations for both.</summary>
    private async Task<Dictionary<string, double>> ImportanceAsync(
        EvaluationRows rows, RowClient client, CancellationToken cancellationToken)
    {
        var draws = new Draws(options.Seed);
        int[] some = [.. draws.Permutation(rows.Count).Take(ImportanceRows)];
        int[] truth = [.. some.Select(row => rows.Truth[row])];
        var whole = Loss(truth, await client.AskAsync(some, cancellationToken));
        var found = new Dictionary<string, double>();
        for (var feature = 0; feature < rows.Features.Length; feature++)
        {
            int[] sources = [.. draws.Permutation(some.Length).Select(at => some[at])];
            found.Add(
                rows.Features[feature].Name,
                Loss(truth, await client.AskAsync(new RowChoice(some, feature, sources), cancellationToken)) - whole);
        }

        return found;
    }

    private static double Loss(int[] truth, ClassAnswers answers)
        => ClassFigures.Of(truth, answers) is { LogLoss: { } loss } ? loss : 1 - ClassFigures.Of(truth, answers).Accuracy;

    private JsonObject OneRow(EvaluationRows rows)
    {
        var inputs = served.Find(ServedModels.Current).Signature.Inputs;
        return new(rows.Features.Select((feature, at) => KeyValuePair.Create(
            feature.Name, ToJson(inputs[feature.Input].Type, rows.Columns[at].Cells[0]))));
    }

    private static JsonNode? ToJson(DataType type, string cell) => type switch
    {
        DataType.Bytes => cell,
        DataType.Bool => cell is "true" or "True" or "1",
        _ =>
            cell.Length == 0
                ? null
                : type.IsFloat ? double.Parse(cell, CultureInfo.InvariantCulture) : decimal.Parse(cell, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Notes(bool currentKnows, bool candidateKnows)
    {
        foreach (var (knows, which) in new[] { (currentKnows, "version in service"), (candidateKnows, "candidate") })
            if (knows)
                yield return $"The {which} was trained on just these rows, so it knows them: its figures are too good.";
    }
}
