using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Score;

/// <summary>A data frame as pandas writes it with <c>to_csv()</c>: a line of names, and one line for each row.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4180"/>
internal sealed class CsvFrame(ModelVersion model, PredictPlan plan)
{
    private static readonly byte[][] _split = [
        .. new[] { """{"dataframe_split":{"columns":[""", """],"data":[""", "]}}" }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>What pandas takes for a missing number.</summary>
    private static readonly string[] _missing =
        ["", "NaN", "nan", "NA", "N/A", "n/a", "<NA>", "#N/A", "#NA", "NULL", "null", "None", "-NaN", "-nan"];

    /// <summary>Writes the same as a <c>dataframe_split</c>, so that rows and features are judged in one place for all forms.</summary>
    /// <exception cref="ProtocolException">400: no CSV, or rows of other lengths than the first line.</exception>
    public void WriteAsSplit(ReadOnlySpan<byte> csv, PooledBytes json)
    {
        var cursor = new CsvCursor(csv);
        var columns = cursor.ReadRow()
            ?? throw ProtocolException.BadRequest("the request has no body; expected CSV with the features' names in its first line");
        json.Append(_split[0]);
        WriteList(columns, json, json.AppendString);
        json.Append(_split[1]);
        var areTexts = Array.ConvertAll(columns, IsText);
        for (var row = 0; cursor.ReadRow() is { } cells; row++)
        {
            if (cells.Length != columns.Length)
                throw ProtocolException.BadRequest(
                    $"row {row} of the CSV has {cells.Length} {(cells.Length == 1 ? "value" : "values")}, its first line "
                    + $"{columns.Length}; expected as many in each");
            json.Append(row == 0 ? "["u8 : ",["u8);
            WriteCells(cells, areTexts, json);
            json.Append((byte)']');
        }

        json.Append(_split[2]);
    }

    private bool IsText(string column)
        => Array.Exists(plan.Features, feature => feature.Name == column && model.Signature.Inputs[feature.Input].Type == DataType.Bytes);

    private static void WriteCells(string[] cells, bool[] areTexts, PooledBytes json)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                json.Append((byte)',');
            if (areTexts[i] && cells[i].Length > 0)
                json.AppendString(cells[i]);
            else
                WriteNumber(cells[i].Trim(), json);
        }
    }

    private static void WriteNumber(string cell, PooledBytes json)
    {
        if (CsvNumber.IsJson(cell))
            json.AppendText(cell);
        else if (Array.IndexOf(_missing, cell) >= 0)
            json.Append("null"u8);
        else if (cell is "True" or "False")
            json.AppendText(cell.ToLowerInvariant());
        else if (CsvNumber.ToJson(cell) is { } number)
            json.AppendText(number);
        else
            json.AppendString(cell);
    }

    private static void WriteList(string[] values, PooledBytes json, Action<string> write)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                json.Append((byte)',');
            write(values[i]);
        }
    }
}
