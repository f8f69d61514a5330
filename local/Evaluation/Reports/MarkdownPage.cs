using System.Text;

namespace Platform.Evaluation.Reports;

/// <summary>Paragraphs and tables of Markdown; the process has the invariant culture.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    public void Line(string text) => _text.Append(text).Append("\n\n");

    /// <param name="heading">Of a section; null for none.</param>
    /// <param name="columns">Headings of the columns.</param>
    /// <param name="rows">Their cells.</param>
    public void Table(string? heading, string[] columns, IEnumerable<string[]> rows)
    {
        if (heading is not null)
            Line($"## {heading}");
        _text.Append(Row(columns)).Append(Row(columns.Select(_ => "---")));
        foreach (var row in rows)
            _text.Append(Row(row));
        _text.Append('\n');
    }

    public override string ToString() => _text.ToString().TrimEnd();

    private static string Row(IEnumerable<string> cells)
        => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
