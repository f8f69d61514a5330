using System.Globalization;

namespace Platform.Billing.Drift;

/// <summary>Where a file of records is: <c>monitoring/bank/1/model_inputs/2026/11/26/21/{pseudonym}-….jsonl</c>.</summary>
internal sealed record RecordPath(string Purpose, string Model, string Version, string Collection, DateTimeOffset Hour, string File)
{
    public const string Inputs = "model_inputs", Outputs = "model_outputs", Feedback = "model_feedback", Reference = "reference";

    private const int Parts = 9;

    /// <summary>Whose it is.</summary>
    public string Pseudonym => new Consent.StoredRecord(File, 0).Pseudonym;

    public DateOnly Day => DateOnly.FromDateTime(Hour.UtcDateTime);

    /// <summary>Whose file of the hour is in the same place, by another name than its server's.</summary>
    public static string Of(string purpose, (string Name, string Version) model, string collection, DateTimeOffset hour, string begins)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{purpose}/{model.Name}/{model.Version}/{collection}/{hour.UtcDateTime:yyyy'/'MM'/'dd'/'HH}/{begins}");

    /// <returns>Null for anything else.</returns>
    public static RecordPath? Parse(string name)
        => name.Split('/') is { Length: Parts } parts && DateTimeOffset.TryParseExact(
            string.Join('/', parts[4..8]), "yyyy/MM/dd/HH", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var hour)
            ? new RecordPath(parts[0], parts[1], parts[2], parts[3], hour, parts[8])
            : null;
}
