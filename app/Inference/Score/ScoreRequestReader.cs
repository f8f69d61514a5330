using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Json;
using Platform.Inference.Models;

namespace Platform.Inference.Score;

/// <summary>
/// Reads the forms of a request that MLflow's scoring servers know: a data frame by columns or by records, the rows or columns of
/// TensorFlow Serving, and what Azure Machine Learning makes of them. As there, columns and fields of other names are passed over.
/// </summary>
internal ref struct ScoreRequestReader(InferenceJob job, PredictPlan plan)
{
    private const string Fields = "one of 'dataframe_split', 'dataframe_records', 'instances', 'inputs' and 'input_data'";
    private const string Forms = $"expected {Fields}";
    private FeatureRows _rows = new(job, plan) { AreNumbered = true, IgnoresOthers = true };
    private string? _form;
    private string? _unknown;

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
            ReadField(ref cursor);
        if (_form is null)
            throw ProtocolException.BadRequest(
                _unknown is null ? $"the body has no data; {Forms}" : $"unknown field '{_unknown}'; {Forms}");
    }

    private void ReadField(ref JsonCursor cursor)
    {
        var name = cursor.ReadName();
        // Generated clients write all fields that a body may have.
        if (cursor.TryTakeWord("null"u8))
            return;
        if (name.SequenceEqual("dataframe_split"u8))
            ReadSplit(ref cursor, "dataframe_split");
        else if (name.SequenceEqual("dataframe_records"u8))
            ReadRows(ref cursor, "dataframe_records");
        else if (name.SequenceEqual("instances"u8))
            ReadRows(ref cursor, "instances");
        else if (name.SequenceEqual("inputs"u8))
            ReadInputs(ref cursor, "inputs");
        else if (name.SequenceEqual("input_data"u8))
            ReadInputs(ref cursor, "input_data");
        else
            Ignore(ref cursor, name);
    }

    private void Ignore(ref JsonCursor cursor, ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual("params"u8))
            _unknown ??= Quote.Short(name);
        cursor.Skip();
    }

    private void ReadSplit(ref JsonCursor cursor, string form)
    {
        Begin(form);
        new DataFrameSplit(form).Read(ref cursor, ref _rows);
    }

    /// <summary>
    /// By columns, or rows, in which the only tensor of a model may stand for itself. Azure Machine Learning has a data frame here as well,
    /// told by its fields.
    /// </summary>
    private void ReadInputs(ref JsonCursor cursor, string form)
    {
        if (cursor.Peek() != '{')
            ReadRows(ref cursor, form);
        else if (form == "input_data" && HasFrame(cursor))
            ReadSplit(ref cursor, form);
        else
        {
            Begin(form);
            new NamedColumns(form).Read(ref cursor, ref _rows);
        }
    }

    /// <summary>Whether the object has the field <c>data</c>, and one that goes with it or no feature of this name.</summary>
    private readonly bool HasFrame(JsonCursor cursor)
    {
        var (hasData, hasColumns) = (false, false);
        var first = true;
        cursor.Take((byte)'{');
        while (cursor.Next(ref first, (byte)'}'))
        {
            var name = cursor.ReadName();
            hasData |= name.SequenceEqual("data"u8);
            hasColumns |= name.SequenceEqual("columns"u8);
            cursor.Skip();
        }

        return hasData && (hasColumns || _rows.Find("data"u8) < 0);
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
            else if (_rows.Width == 1 && mayBeArrays)
                _rows.ReadOnly(ref cursor);
            else
                throw cursor.Wrong(
                    $"row {_rows.Count} of '{form}' is not an object of features{(mayBeArrays ? ", or an array of their values" : "")}");
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
