using System.Globalization;

namespace Platform.Evaluation.Rows;

/// <summary>A column by which rows are told apart: of numbers, where each cell is one, else of texts.</summary>
internal sealed class CohortColumn
{
    public CohortColumn(string name, string[] cells)
    {
        (Name, Cells) = (name, cells);
        var numbers = new double[cells.Length];
        for (var row = 0; row < cells.Length; row++)
            if (!double.TryParse(cells[row], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row]))
                return;
        Numbers = numbers;
    }

    public string Name { get; }

    public string[] Cells { get; }

    /// <summary>Null for a column of texts.</summary>
    public double[]? Numbers { get; }
}
