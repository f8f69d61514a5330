using Platform.Inference.Execution;
using Platform.Inference.Predict;
using Platform.Inference.Protocol;

namespace Platform.Inference.Score;

/// <summary>Reads the forms of a request that MLflow's scoring servers know: a data frame by columns or by records, or the rows or columns of TensorFlow Serving.</summary>
internal ref struct ScoreRequestReader(InferenceJob job, PredictPlan plan)
{
    private const string Fields = "one of 'dataframe_split', 'dataframe_records', 'instances' and 'inputs'";
    private const string Forms = $"expected {Fields}";
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
        cursor.ExpectBody($"an object with {Fields}");
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
            else if (name.SequenceEqual("inputs"u8))
                ReadInputs(ref cursor);
            else if (name.SequenceEqual("params"u8))
                cursor.Skip();
            else
                throw ProtocolException.BadRequest($"unknown field '{Quote.Short(name)}'; {Forms}");
        }

        if (_form is null)
            throw ProtocolException.BadRequest($"the body has no data; {Forms}");
    }

    private void ReadSplit(ref JsonCursor cursor)
    {
        Begin("dataframe_split");
        new DataFrameSplit().Read(ref cursor, ref _rows);
    }

    /// <summary>TensorFlow Serving's form by columns, in which the only tensor of a model may stand for itself.</summary>
    private void ReadInputs(ref JsonCursor cursor)
    {
        if (cursor.Peek() != '{')
        {
            ReadRows(ref cursor, "inputs");
            return;
        }

        Begin("inputs");
        new NamedColumns("inputs").Read(ref cursor, ref _rows);
    }

    private void ReadRows(ref JsonCursor cursor, string form)
    {
        Begin(form);
        var mayBeArrays = form != "dataframe_records";
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong($"'{form}' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (cursor.Peek() == '[' && mayBeArrays)
                _rows.ReadArray(ref cursor, null);
            else if (cursor.Peek() == '{')
                _rows.ReadObject(ref cursor);
            else
                throw cursor.Wrong($"row {_rows.Count} of '{form}' is not an object of features{(mayBeArrays ? ", or an array of their values" : "")}");
        }
    }

    private void Begin(string form)
    {
        if (_form == form)
            throw ProtocolException.Duplicate(form);
        if (_form is not null)
            throw ProtocolException.BadRequest($"the body has both '{_form}' and '{form}'; {Forms}");
        _form = form;
    }
}
