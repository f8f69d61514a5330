using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>Reads a data frame as pandas splits it: <c>columns</c>, which may be absent, and rows of <c>data</c>.</summary>
/// <param name="form">The field that holds it, for errors.</param>
internal ref struct DataFrameSplit(string form)
{
    private int[]? _columns;
    private int _data = -1;

    /// <summary>Columns may come after the data that they name, so the data is read last.</summary>
    public void Read(ref JsonCursor cursor, ref FeatureRows rows)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong($"'{form}' is not an object with 'columns' and 'data'");
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            ReadField(ref cursor, ref rows);
        if (_data < 0)
            throw ProtocolException.BadRequest($"'{form}' has no 'data'");
        var end = cursor.Position;
        cursor.Position = _data;
        ReadData(ref cursor, ref rows);
        cursor.Position = end;
    }

    private void ReadField(ref JsonCursor cursor, ref FeatureRows rows)
    {
        var name = cursor.ReadName();
        if (cursor.TryTakeWord("null"u8))
            return;
        if (name.SequenceEqual("columns"u8))
        {
            _columns = _columns is null ? ReadColumns(ref cursor, ref rows) : throw ProtocolException.Duplicate("columns");
            return;
        }

        if (name.SequenceEqual("data"u8))
        {
            cursor.Peek();
            _data = _data < 0 ? cursor.Position : throw ProtocolException.Duplicate("data");
        }

        cursor.Skip();
    }

    private readonly int[] ReadColumns(ref JsonCursor cursor, ref FeatureRows rows)
    {
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong($"'columns' of '{form}' is not an array");
        var columns = new List<int>();
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
            columns.Add(cursor.Peek() == '"' ? rows.Find(cursor.ReadString()) : ReadPosition(ref cursor, ref rows));
        return [.. columns];
    }

    /// <summary>Where a frame has no names, pandas numbers its columns from 0.</summary>
    private readonly int ReadPosition(ref JsonCursor cursor, ref FeatureRows rows)
    {
        if (JsonNumber.TryRead(ref cursor, out var number) && number.TryGetInteger(out var position) && position >= 0
            && position < rows.Width)
            return (int)position;
        throw cursor.Wrong(
            $"a column of '{form}' is neither a feature nor its position from 0 to {rows.Width - 1}; model '{rows.Model}' expects "
            + $"{rows.Expected}");
    }

    private readonly void ReadData(ref JsonCursor cursor, ref FeatureRows rows)
    {
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong($"'data' of '{form}' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (cursor.Peek() != '[')
                throw cursor.Wrong($"row {rows.Count} of '{form}' is not an array");
            rows.ReadArray(ref cursor, _columns);
        }
    }
}
