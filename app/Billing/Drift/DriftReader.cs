using System.Globalization;
using System.Text.Json;
using Platform.Billing.Consent;
using Platform.Billing.Drift.Counting;
using Platform.Billing.Drift.References;

namespace Platform.Billing.Drift;

/// <summary>
/// Counts a day's records of whoever agreed to monitoring, by model and version. It reads them one after another and keeps nothing of them
/// but counts.
/// </summary>
internal sealed class DriftReader(IRecords records)
{
    /// <returns>Each version with its counts, or with why it cannot be compared.</returns>
    public async Task<IReadOnlyList<(string Model, string Version, VersionDay? Counts, string? Fault)>> ReadAsync(
        DateOnly day, CancellationToken cancellationToken)
    {
        var files = new List<(string Name, RecordPath Path)>();
        await foreach (var record in records.ListAsync($"{ConsentPurposes.Monitoring}/", cancellationToken))
            if (RecordPath.Parse(record.Name) is { } path && path.Day == day)
                files.Add((record.Name, path));
        var read = new List<(string, string, VersionDay?, string?)>();
        foreach (var version in files.GroupBy(file => (file.Path.Model, file.Path.Version)).OrderBy(version => version.Key))
        {
            var (reference, fault) = await ReferenceAsync(
                version.Key, [.. version.Where(file => file.Path.Collection == RecordPath.Reference).Select(file => file.Name)],
                cancellationToken);
            var counts = reference is null ? null : new VersionDay(version.Key.Model, version.Key.Version, day, reference);
            if (counts is not null)
                await CountAsync(counts, version, cancellationToken);
            read.Add((version.Key.Model, version.Key.Version, counts, fault));
        }

        return read;
    }

    private async Task<(Reference? Reference, string? Fault)> ReferenceAsync(
        (string Model, string Version) version, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0 || await records.OpenAsync(names.Order(StringComparer.Ordinal).Last(), cancellationToken) is not { } stream)
            return (null, "the model has no reference.json");
        await using (stream)
            try
            {
                using var document = new MemoryStream();
                await stream.CopyToAsync(document, cancellationToken);
                return (ReferenceReader.Read(document.ToArray(), version.Model, version.Version), null);
            }
            catch (InvalidDataException exception)
            {
                return (null, exception.Message);
            }
    }

    private async Task CountAsync(VersionDay counts, IEnumerable<(string Name, RecordPath Path)> files, CancellationToken cancellationToken)
    {
        foreach (var (name, path) in files)
            switch (path.Collection)
            {
                case RecordPath.Inputs:
                    await foreach (var line in RecordLines.ReadAsync(records, name, cancellationToken))
                        foreach (var row in RecordLines.Rows(line))
                            counts.AddInputs(row);
                    break;
                case RecordPath.Outputs:
                    await foreach (var line in RecordLines.ReadAsync(records, name, cancellationToken))
                        foreach (var row in RecordLines.Rows(line))
                            counts.AddOutputs(row);
                    break;
                case RecordPath.Feedback:
                    await CountFeedbackAsync(counts, name, path.Pseudonym, cancellationToken);
                    break;
            }
    }

    private async Task CountFeedbackAsync(VersionDay counts, string name, string pseudonym, CancellationToken cancellationToken)
    {
        // The last word counts
        var labels = new Dictionary<(DateTimeOffset Hour, string Call), List<string>>();
        var thumbs = new Dictionary<(DateTimeOffset Hour, string Call), bool>();
        await foreach (var line in RecordLines.ReadAsync(records, name, cancellationToken))
            if (CallOf(line) is { } call)
                foreach (var (place, row) in RecordLines.Rows(line).Index())
                    if (row.TryGetProperty("thumb", out var thumb))
                        thumbs[call] = thumb.ValueEquals("up");
                    else if (row.TryGetProperty("label", out var label))
                    {
                        if (place == 0)
                            labels[call] = [];
                        labels[call].Add(Text(label));
                    }

        counts.Feedback.ThumbsUp += thumbs.Values.Count(isUp => isUp);
        counts.Feedback.ThumbsDown += thumbs.Values.Count(isUp => !isUp);
        foreach (var hour in labels.GroupBy(label => label.Key.Hour))
            await CompareAsync(
                counts, pseudonym, hour.Key, hour.ToDictionary(label => label.Key.Call, label => label.Value), cancellationToken);
    }

    /// <summary>With what the model said in that hour.</summary>
    private async Task CompareAsync(
        VersionDay counts, string pseudonym, DateTimeOffset hour, Dictionary<string, List<string>> labels,
        CancellationToken cancellationToken)
    {
        var place = RecordPath.Of(ConsentPurposes.Monitoring, (counts.Model, counts.Version), RecordPath.Outputs, hour, "");
        var names = new List<string>();
        await foreach (var record in records.ListAsync(place, cancellationToken))
            if (record.Pseudonym == pseudonym)
                names.Add(record.Name);
        foreach (var name in names)
            await foreach (var line in RecordLines.ReadAsync(records, name, cancellationToken))
                if (RecordLines.CallOf(line) is { } call && labels.Remove(call, out var truth))
                    foreach (var (row, label) in RecordLines.Rows(line).Zip(truth))
                        if (LabelOf(row) is { } said)
                        {
                            counts.Feedback.Labelled++;
                            if (Text(said) == label)
                                counts.Feedback.Right++;
                        }

        counts.Feedback.Unmatched += labels.Count;
    }

    /// <summary>The output of this name, else the only text that was answered.</summary>
    private static JsonElement? LabelOf(JsonElement row)
        => row.TryGetProperty("label", out var label) ? label
            : row.EnumerateObject().Where(output => output.Value.ValueKind == JsonValueKind.String).ToList() is [var only] ? only.Value
            : null;

    private static (DateTimeOffset Hour, string Call)? CallOf(JsonElement line)
        => RecordLines.CallOf(line) is { } call && line.TryGetProperty("calltime", out var given)
        && DateTimeOffset.TryParse(given.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? (new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero), call)
            : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
