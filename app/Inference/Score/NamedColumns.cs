using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;

namespace Platform.Inference.Score;

/// <summary>
/// Reads an object of columns, <c>{"a":[1,2],"b":[3,4]}</c>, where each value may be an array of its own as well: of one value, or where
/// the name is that of an input with several features, of all of them. Rows are read across the columns, so each keeps its place in the
/// text.
/// </summary>
internal ref struct NamedColumns(string form)
{
    private readonly List<int[]> _features = [];
    private readonly List<int> _positions = [];

    public readonly void Read(ref JsonCursor cursor, ref FeatureRows rows)
    {
        cursor.Take((byte)'{');
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            FindColumn(ref cursor, ref rows);
        var end = cursor.Position;
        if (!first && _features.Count == 0)
            RefuseOthers(ref rows);
        while (TryReadRow(ref cursor, ref rows))
        {
        }

        cursor.Position = end;
    }

    private readonly void FindColumn(ref JsonCursor cursor, ref FeatureRows rows)
    {
        var name = cursor.ReadName();
        var feature = rows.Find(name);
        var features = feature >= 0 ? [feature] : rows.FindTensor(name);
        if (features is not null)
        {
            if (cursor.Peek() != '[')
                throw cursor.Wrong($"'{Quote.Short(name)}' of '{form}' is not an array");
            _features.Add(features);
            _positions.Add(cursor.Position + 1);
        }

        cursor.Skip();
    }

    /// <summary>Where all columns are others than the model's, says which it lacks.</summary>
    private static void RefuseOthers(ref FeatureRows rows)
    {
        rows.Begin();
        rows.End();
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
            throw ProtocolException.BadRequest(
                $"some columns of '{form}' have more than {rows.Count} values, others have not; expected as many in each");
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

    private readonly void ReadValue(ref JsonCursor cursor, ref FeatureRows rows, int[] features)
    {
        var isInArray = cursor.TryTake((byte)'[');
        if (!isInArray && features.Length > 1)
            throw cursor.Wrong($"a column of '{form}' has one value{rows.InRow}; expected an array of {features.Length}");
        for (var i = 0; i < features.Length; i++)
        {
            if (i > 0 && !cursor.TryTake((byte)','))
                throw cursor.Wrong($"a column of '{form}' has {i} values{rows.InRow}; expected {features.Length}");
            rows.Read(ref cursor, features[i]);
        }

        if (isInArray && !cursor.TryTake((byte)']'))
            throw ProtocolException.BadRequest(
                $"a column of '{form}' has {(features.Length == 1 ? "several" : "more")} values{rows.InRow}; expected "
                + $"{(features.Length == 1 ? "one" : features.Length)}");
    }
}
