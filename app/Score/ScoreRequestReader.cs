using Platform.Inference.Execution;
using Platform.Inference.Predict;
using Platform.Inference.Protocol;

namespace Platform.Inference.Score;

/// <summary>Reads the forms of a request that MLflow's scoring servers know: a data frame by columns or by records, or instances.</summary>
internal ref struct ScoreRequestReader(InferenceJob job, PredictPlan plan)
{
    private const string Forms = "expected one of 'dataframe_split', 'dataframe_records' and 'instances'";
    private FeatureRows _rows = new(job, plan) { AreNumbered = true };
    private string? _form;

    /// <exception cref="ProtocolException">400, naming the form, column or feature that is wrong.</exception>
    public static void Read(InferenceJob job, PredictPlan plan, ReadOnlySpan<byte> json)
    {
        var reader = new ScoreRequestReader(job, plan);
        var cursor = new JsonCursor(json);
        reader.ReadBody(ref cursor);
        cursor.ExpectEnd();
        reader._rows.Finish();
    }

    private void ReadBody(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong($"the body is not an object; {Forms}");
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
        {
            var name = cursor.ReadName();
            if (name.SequenceEqual("dataframe_split"u8))
                ReadSplit(ref cursor);
            else if (name.SequenceEqual("dataframe_records"u8))
                ReadRows(ref cursor, "dataframe_records");
            else if (name.SequenceEqual("instances"u8))
                ReadRows(ref cursor, "instances");
            else if (name.SequenceEqual("params"u8))
                cursor.Skip();
            else
                throw ProtocolException.BadRequest($"unknown field '{Quote.Short(name)}'; {Forms}");
        }

        if (_form is null)
            throw ProtocolException.BadRequest($"the body has no data; {Forms}");
    }

    /// <summary>Columns may come after the data that they name, so the data is read last.</summary>
    private void ReadSplit(ref JsonCursor cursor)
    {
        Begin("dataframe_split");
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong("'dataframe_split' is not an object with 'columns' and 'data'");
        int[]? columns = null;
        var data = -1;
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
        {
            var name = cursor.ReadName();
            if (name.SequenceEqual("columns"u8))
            {
                columns = ReadColumns(ref cursor);
                continue;
            }

            cursor.Peek();
            if (name.SequenceEqual("data"u8))
                data = cursor.Position;
            cursor.Skip();
        }

        if (data < 0)
            throw ProtocolException.BadRequest("'dataframe_split' has no 'data'");
        var end = cursor.Position;
        cursor.Position = data;
        ReadData(ref cursor, columns);
        cursor.Position = end;
    }

    private readonly int[] ReadColumns(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong("'columns' of 'dataframe_split' is not an array");
        var columns = new List<int>();
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
            columns.Add(_rows.Find(cursor.ReadString()));
        return [.. columns];
    }

    private void ReadData(ref JsonCursor cursor, int[]? columns)
    {
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong("'data' of 'dataframe_split' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (cursor.Peek() != '[')
                throw cursor.Wrong($"row {_rows.Count} of 'dataframe_split' is not an array");
            _rows.ReadArray(ref cursor, columns);
        }
    }

    private void ReadRows(ref JsonCursor cursor, string form)
    {
        Begin(form);
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong($"'{form}' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (cursor.Peek() == '[' && form == "instances")
                _rows.ReadArray(ref cursor, null);
            else if (cursor.Peek() == '{')
                _rows.ReadObject(ref cursor);
            else
                throw cursor.Wrong($"row {_rows.Count} of '{form}' is not an object of features");
        }
    }

    private void Begin(string form)
    {
        if (_form is not null)
            throw ProtocolException.BadRequest($"the body has both '{_form}' and '{form}'; {Forms}");
        _form = form;
    }
}
