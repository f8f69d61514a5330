using System.Text;

namespace Platform.Review.Report.Summaries;

/// <summary>A table in plain text: columns as wide as they need, separated by two spaces.</summary>
internal static class TextTable
{
    private const int WidestCell = 48;

    public static void Write(StringBuilder text, string[] heading, IEnumerable<string[]> rows)
    {
        string[][] all = [heading, .. rows.Select(row => row.Select(Shortened).ToArray())];
        var widths = Enumerable.Range(0, heading.Length).Select(column => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
            text.Append(line).Append('\n');
        }
    }

    private static string Shortened(string cell) => cell.Length <= WidestCell ? cell : $"{cell[..(WidestCell - 1)]}…";
}
