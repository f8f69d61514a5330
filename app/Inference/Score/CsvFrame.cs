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
    /// <summary>What pandas takes for a missing number.</summary>
    private static readonly byte[][] _missing = [
        .. new[] { "", "NaN", "nan", "NA", "N/A", "n/a", "<NA>", "#N/A", "#NA", "NULL", "null", "None", "-NaN", "-nan" }
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The names of the features that are texts.</summary>
    private readonly byte[][] _texts = [
        .. plan.Features.Where(feature => model.Signature.Inputs[feature.Input].Type == DataType.Bytes)
            .Select(feature => Encoding.UTF8.GetBytes(feature.Name)),
    ];

    /// <summary>Writes the same as a <c>dataframe_split</c>, so that rows and features are judged in one place for all forms.</summary>
    /// <exception cref="ProtocolException">400: no CSV, or rows of other lengths than the first line.</exception>
    public void WriteAsSplit(ReadOnlySpan<byte> csv, PooledBytes json)
    {
        var cursor = new CsvCursor(csv);
        if (!cursor.TryBeginRow())
            throw ProtocolException.BadRequest("the request has no body; expected CSV with the features' names in its first line");
        json.Append("{\"dataframe_split\":{\"columns\":["u8);
        var areTexts = WriteColumns(ref cursor, json);
        json.Append("],\"data\":["u8);
        for (var row = 0; cursor.TryBeginRow(); row++)
        {
            json.Append(row == 0 ? "["u8 : ",["u8);
            var cells = WriteCells(ref cursor, areTexts, json);
            if (cells != areTexts.Count)
                throw ProtocolException.BadRequest(
                    $"row {row} of the CSV has {cells} {(cells == 1 ? "value" : "values")}, its first line {areTexts.Count}; expected as "
                    + "many in each");
            json.Append((byte)']');
        }

        json.Append("]}}"u8);
    }

    /// <returns>Of each, whether it is a feature that is a text.</returns>
    private List<bool> WriteColumns(ref CsvCursor cursor, PooledBytes json)
    {
        var areTexts = new List<bool>();
        do
        {
            if (areTexts.Count > 0)
                json.Append((byte)',');
            var column = cursor.ReadValue();
            json.AppendString(column);
            areTexts.Add(IsOneOf(column, _texts));
        }
        while (cursor.TryTakeComma());
        return areTexts;
    }

    private static bool IsOneOf(ReadOnlySpan<byte> value, byte[][] values)
    {
        foreach (var one in values)
            if (value.SequenceEqual(one))
                return true;
        return false;
    }

    /// <returns>How many the row has; those beyond the columns are only counted.</returns>
    private static int WriteCells(ref CsvCursor cursor, List<bool> areTexts, PooledBytes json)
    {
        var cells = 0;
        do
        {
            var cell = cursor.ReadValue();
            if (cells > 0)
                json.Append((byte)',');
            if (cells < areTexts.Count)
                Write(cell, areTexts[cells], json);
            cells++;
        }
        while (cursor.TryTakeComma());
        return cells;
    }

    private static void Write(ReadOnlySpan<byte> cell, bool isText, PooledBytes json)
    {
        if (isText && !cell.IsEmpty)
        {
            json.AppendString(cell);
            return;
        }

        cell = cell[Ascii.Trim(cell)];
        if (IsMissing(cell))
            json.Append("null"u8);
        else if (cell.SequenceEqual("True"u8))
            json.Append("true"u8);
        else if (cell.SequenceEqual("False"u8))
            json.Append("false"u8);
        else if (!CsvNumber.TryWrite(cell, json))
            json.AppendString(cell);
    }

    /// <summary>What begins with a digit, as nearly all do, is none of them.</summary>
    private static bool IsMissing(ReadOnlySpan<byte> cell)
        => (cell.IsEmpty || !char.IsAsciiDigit((char)cell[0])) && IsOneOf(cell, _missing);
}
