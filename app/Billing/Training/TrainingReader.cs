using System.Text.Json;
using Platform.Billing.Consent;
using Platform.Billing.Drift;

namespace Platform.Billing.Training;

/// <summary>
/// Reads what was collected for training of whoever agrees now, where the true label came back: the last one that was said.
/// </summary>
/// <param name="records">Where it is.</param>
/// <param name="accounts">By pseudonym; of others nothing is read.</param>
internal sealed class TrainingReader(IRecords records, IReadOnlyDictionary<string, string> accounts)
{
    /// <returns>The rows that have a label, and how many have none.</returns>
    public async Task<(IReadOnlyList<TrainingRow> Rows, long Unlabelled)> ReadAsync(
        string model, string version, CancellationToken cancellationToken)
    {
        var (rows, unlabelled) = (new List<TrainingRow>(), 0L);
        var labels = await LabelsAsync(model, version, cancellationToken);
        await foreach (var (path, line) in LinesAsync(model, version, RecordPath.Inputs, cancellationToken))
        {
            var truth = RecordLines.CallOf(line) is { } call ? labels.GetValueOrDefault((path.Pseudonym, call), []) : [];
            foreach (var (row, place) in RecordLines.Rows(line).Select((row, place) => (row, place)))
                if (place < truth.Count)
                    rows.Add(TrainingRow.Of(accounts[path.Pseudonym], row, truth[place]));
                else
                    unlabelled++;
        }

        return (rows, unlabelled);
    }

    private async Task<Dictionary<(string Pseudonym, string Call), IReadOnlyList<string>>> LabelsAsync(
        string model, string version, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<(string, string), IReadOnlyList<string>>();
        await foreach (var (path, line) in LinesAsync(model, version, RecordPath.Feedback, cancellationToken))
            if (RecordLines.CallOf(line) is { } call
                && RecordLines.Rows(line).Where(row => row.TryGetProperty(TrainingRow.LabelName, out _)).ToList() is { Count: > 0 } said)
                labels[(path.Pseudonym, call)] = [.. said.Select(row => TrainingRow.Text(row.GetProperty(TrainingRow.LabelName)))];
        return labels;
    }

    private async IAsyncEnumerable<(RecordPath Path, JsonElement Line)> LinesAsync(
        string model, string version, string collection,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await foreach (var record in records.ListAsync($"{ConsentPurposes.Training}/{model}/{version}/{collection}/", cancellationToken))
            if (accounts.ContainsKey(record.Pseudonym))
                names.Add(record.Name);
        foreach (var name in names.Order(StringComparer.Ordinal))
            if (RecordPath.Parse(name) is { } path)
                await foreach (var line in RecordLines.ReadAsync(records, name, cancellationToken))
                    yield return (path, line);
    }
}
