using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Platform.Evaluation.Rows;

/// <summary>A CSV file by columns.</summary>
internal sealed class CsvRows
{
    private readonly Dictionary<string, string[]> _columns;

    private CsvRows(string file, Dictionary<string, string[]> columns, int count) => (File, _columns, Count) = (file, columns, count);

    /// <summary>The file's name, for messages.</summary>
    public string File { get; }

    public int Count { get; }

    public IReadOnlyCollection<string> Names => _columns.Keys;

    public string[] this[string column] => _columns.TryGetValue(column, out var cells)
        ? cells
        : throw new EvaluationException($"'{File}' lacks the column '{column}'; it has {string.Join(", ", Names)}");

    /// <exception cref="EvaluationException">It is no CSV with a heading and rows.</exception>
    public static CsvRows Read(string path)
    {
        var file = Path.GetFileName(path);
        try
        {
            using var reader = new StreamReader(path);
            using var parser = new CsvParser(
                reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, IgnoreBlankLines = true });
            if (!parser.Read())
                throw new EvaluationException($"'{file}' is empty; expected CSV whose first line names the columns");
            var names = parser.Record!;
            var columns = names.Select(_ => new List<string>()).ToArray();
            while (parser.Read())
            {
                if (parser.Count != names.Length)
                    throw new EvaluationException($"'{file}' line {parser.RawRow} has {parser.Count} cells; expected {names.Length}");
                for (var column = 0; column < names.Length; column++)
                    columns[column].Add(parser[column]);
            }

            if (columns is [] || columns[0].Count == 0)
                throw new EvaluationException($"'{file}' holds no rows");
            if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new EvaluationException($"'{file}' has the column '{twice.Key}' twice");
            return new CsvRows(file, names.Zip(columns).ToDictionary(pair => pair.First, pair => pair.Second.ToArray()), columns[0].Count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"'{file}' cannot be read: {exception.Message}");
        }
    }
}
