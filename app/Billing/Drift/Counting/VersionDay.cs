using System.Text.Json;
using Platform.Billing.Drift.References;

namespace Platform.Billing.Drift.Counting;

/// <summary>A day's records of one version of a model, counted.</summary>
internal sealed class VersionDay(string model, string version, DateOnly day, Reference reference)
{
    private const string Length = ".length";

    private readonly Dictionary<string, ColumnCount> _columns = reference.Columns.ToDictionary(
        one => one.Key, one => new ColumnCount(one.Value), StringComparer.Ordinal);

    public string Model => model;

    public string Version => version;

    public DateOnly Day => day;

    public Reference Reference => reference;

    public IReadOnlyDictionary<string, ColumnCount> Columns => _columns;

    public FeedbackCount Feedback { get; } = new();

    public void AddInputs(JsonElement row) => Add(row, "", isOutput: false);

    public void AddOutputs(JsonElement row) => Add(row, Reference.OutputPrefix, isOutput: true);

    private void Add(JsonElement row, string prefix, bool isOutput)
    {
        foreach (var (name, column) in _columns)
        {
            if (name.StartsWith(Reference.OutputPrefix, StringComparison.Ordinal) != isOutput)
                continue;
            var own = name[prefix.Length..];
            if (row.TryGetProperty(own, out var value))
                column.Add(value);
            else if (own.EndsWith(Length, StringComparison.Ordinal) && row.TryGetProperty(own[..^Length.Length], out var text)
                && text.ValueKind == JsonValueKind.String)
                // Of texts their length is compared, in characters
                column.AddRow(text.GetString()!.EnumerateRunes().Count());
            else if (!isOutput || name != Reference.ConfidenceName)
                column.Add(null);
        }
    }
}
