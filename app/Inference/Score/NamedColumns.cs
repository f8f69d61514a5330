using Platform.Inference.Predict;
using Platform.Inference.Protocol;

namespace Platform.Inference.Score;

/// <summary>
/// Reads an object of columns, <c>{"a":[1,2],"b":[3,4]}</c>, where each value may be an array of its own as well. Rows are
/// read across the columns, so each keeps its place in the text.
/// </summary>
internal ref struct NamedColumns(string form)
{
    private readonly List<int> _features = [];
    private readonly List<int> _positions = [];

    public readonly void Read(ref JsonCursor cursor, ref FeatureRows rows)
    {
        cursor.Take((byte)'{');
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            FindColumn(ref cursor, ref rows);
        var end = cursor.Position;
        while (TryReadRow(ref cursor, ref rows))
        {
        }

        cursor.Position = end;
    }

    private readonly void FindColumn(ref JsonCursor cursor, ref FeatureRows rows)
    {
        var name = cursor.ReadName();
        _features.Add(rows.Find(name));
        if (cursor.Peek() != '[')
            throw cursor.Wrong($"'{Quote.Short(name)}' of '{form}' is not an array");
        _positions.Add(cursor.Position + 1);
        cursor.Skip();
    }

    /// <returns>False after the last row.</returns>
    private readonly bool TryReadRow(ref JsonCursor cursor, ref FeatureRows rows)
    {
        var going = 0;
        for (var i = 0; i < _positions.Count; i++)
        {
            var first = rows.Count == 0;
            cursor.Position = _positions[i];
            going += cursor.Next(ref first, (byte)']') ? 1 : 0;
            _positions[i] = cursor.Position;
        }

        if (going == 0)
            return false;
        if (going < _positions.Count)
            throw ProtocolException.BadRequest($"some columns of '{form}' have more than {rows.Count} values, others have not; expected as many in each");
        rows.Begin();
        for (var i = 0; i < _positions.Count; i++)
        {
            cursor.Position = _positions[i];
            ReadValue(ref cursor, ref rows, _features[i]);
            _positions[i] = cursor.Position;
        }

        rows.End();
        return true;
    }

    private readonly void ReadValue(ref JsonCursor cursor, ref FeatureRows rows, int feature)
    {
        var isInArray = cursor.TryTake((byte)'[');
        rows.Read(ref cursor, feature);
        if (isInArray && !cursor.TryTake((byte)']'))
            throw ProtocolException.BadRequest($"a column of '{form}' has several values{rows.InRow}; expected one");
    }
}
