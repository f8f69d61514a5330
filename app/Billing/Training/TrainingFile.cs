using System.Security.Cryptography;
using System.Text;

namespace Platform.Billing.Training;

/// <summary>
/// Rows as the training scripts read them: CSV, a column a feature, and the label last. Nothing in it says whose a row is, its place
/// neither.
/// </summary>
internal static class TrainingFile
{
    public static async Task WriteAsync(string path, IReadOnlyList<TrainingRow> rows, CancellationToken cancellationToken)
    {
        string[] columns = [.. rows.SelectMany(row => row.Features.Keys).Distinct()];
        var lines = rows.Select(
            row => string.Join(',', columns.Select(column => row.Features.GetValueOrDefault(column, "")).Append(row.Label).Select(Quote)))
            // By its content, so that neighbours were none
            .OrderBy(line => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(line))), StringComparer.Ordinal);
        var beside = $"{path}.new";
        await File.WriteAllLinesAsync(
            beside, lines.Prepend(string.Join(',', columns.Append(TrainingRow.LabelName).Select(Quote))), cancellationToken);
        File.Move(beside, path, overwrite: true);
    }

    // https://www.rfc-editor.org/rfc/rfc4180
    private static string Quote(string cell)
        => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
