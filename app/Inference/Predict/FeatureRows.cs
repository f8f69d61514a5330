using System.Buffers.Binary;
using Platform.Inference.Execution;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>Fills a job's inputs row by row from named features.</summary>
internal ref struct FeatureRows(InferenceJob job, PredictPlan plan)
{
    private readonly bool[] _seen = new bool[plan.Features.Length];

    public int Count { get; private set; }

    /// <summary>Whether errors shall say which row they are about.</summary>
    public bool AreNumbered { get; set; }

    /// <summary>Whether values of other names than the features' are passed over.</summary>
    public bool IgnoresOthers { get; init; }

    public readonly string Model => job.Model.Name;

    public readonly int Width => plan.Features.Length;

    public readonly string Expected => string.Join(", ", plan.Features.Select(feature => feature.Name));

    /// <summary>For errors: which row it is.</summary>
    public readonly string InRow => AreNumbered ? $" in row {Count}" : "";

    private readonly int ColumnsPerInput => plan.Features.Length / job.Inputs.Length;

    /// <summary>Reads an object of features as the next row.</summary>
    public void ReadObject(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong($"the body is not an object of features, or an array of them; model '{job.Model.Name}' expects {Expected}");
        Begin();
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            Read(ref cursor, Find(cursor.ReadName()));
        End();
    }

    /// <summary>Reads an array of values as the next row.</summary>
    /// <param name="cursor">At the array.</param>
    /// <param name="columns">The feature of each value; the model's own order where it is null.</param>
    public void ReadArray(ref JsonCursor cursor, int[]? columns)
    {
        cursor.Take((byte)'[');
        Begin();
        var first = true;
        for (var i = 0; cursor.Next(ref first, (byte)']'); i++)
        {
            if (i >= (columns?.Length ?? Width))
                throw ProtocolException.BadRequest($"there are more than {columns?.Length ?? Width} values{InRow}; model '{job.Model.Name}' expects {Expected}");
            Read(ref cursor, columns?[i] ?? i);
        }

        End();
    }

    /// <summary>Reads a value that stands for a row of its own, of a model with one feature.</summary>
    public void ReadOnly(ref JsonCursor cursor)
    {
        Begin();
        Read(ref cursor, 0);
        End();
    }

    /// <summary>The features of the input of this name, in their order; null where the model has no such input of several.</summary>
    public readonly int[]? FindTensor(ReadOnlySpan<byte> name)
    {
        var input = job.Model.Signature.IndexOfInput(name);
        var features = plan.Features;
        int[] columns = [.. Enumerable.Range(0, features.Length).Where(i => features[i].Input == input).OrderBy(i => features[i].Column)];
        return columns.Length > 1 ? columns : null;
    }

    /// <summary>The index of a feature; -1 for another name, where those are ignored.</summary>
    /// <exception cref="ProtocolException">400: the model does not have it.</exception>
    public readonly int Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < plan.Features.Length; i++)
            if (name.SequenceEqual(plan.Features[i].Utf8Name))
                return i;
        if (IgnoresOthers)
            return -1;
        throw ProtocolException.BadRequest($"unknown feature '{Quote.Short(name)}'{InRow}; model '{job.Model.Name}' expects {Expected}");
    }

    /// <summary>Gives the inputs their shapes after the last row.</summary>
    public readonly void Finish()
    {
        if (Count == 0)
            throw ProtocolException.BadRequest("the array has no rows; expected at least one object of features");
        for (var i = 0; i < job.Inputs.Length; i++)
        {
            var shape = Spec(i).Shape.ToArray();
            shape[0] = Count;
            job.Inputs[i].SetShape(shape);
            job.HasInput[i] = true;
        }

        if (Count > (job.Model.Settings.Batching?.MaxBatchSize ?? int.MaxValue))
            throw ProtocolException.BadRequest(
                $"{Count} rows are too many for model '{job.Model.Name}'; expected at most {job.Model.Settings.Batching!.MaxBatchSize}");
        job.Rows = Count;
    }

    /// <summary>Makes room for the next row.</summary>
    public readonly void Begin()
    {
        Array.Clear(_seen);
        for (var i = 0; i < job.Inputs.Length; i++)
            if (Spec(i).Type != DataType.Bytes)
                job.Inputs[i].Extend(ColumnsPerInput * Spec(i).Type.Size);
    }

    /// <summary>Ends a row, which must have each feature.</summary>
    public void End()
    {
        if (_seen.Contains(false))
            throw Missing();
        Count++;
    }

    /// <summary>Reads the value of a feature in the row that has begun; passes over that of an ignored one.</summary>
    public readonly void Read(ref JsonCursor cursor, int index)
    {
        if (index < 0)
        {
            cursor.Skip();
            return;
        }

        var feature = plan.Features[index];
        if (_seen[index])
            throw ProtocolException.BadRequest($"feature '{feature.Name}' is given twice{InRow}");
        _seen[index] = true;
        if (Spec(feature.Input).Type == DataType.Bytes)
            ReadString(ref cursor, feature);
        else
            ReadNumber(ref cursor, feature);
    }

    private readonly void ReadString(ref JsonCursor cursor, FeatureColumn feature)
    {
        if (cursor.Peek() != '"')
            throw cursor.Wrong(NotOfType(feature, "a string"));
        var text = cursor.ReadString();
        BinaryPrimitives.WriteInt32LittleEndian(job.Inputs[feature.Input].Extend(sizeof(int)), text.Length);
        job.Inputs[feature.Input].Append(text);
    }

    private readonly void ReadNumber(ref JsonCursor cursor, FeatureColumn feature)
    {
        var type = Spec(feature.Input).Type;
        var target = job.Inputs[feature.Input].Cell(Count * ColumnsPerInput + feature.Column, type.Size);
        if (FeatureNumber.TryReadNamed(ref cursor, type, target))
            return;
        if (!JsonNumber.TryRead(ref cursor, out var number))
            throw cursor.Wrong(NotOfType(feature, "a number"));
        if (!FeatureNumber.TryStore(number, type, target))
            throw ProtocolException.BadRequest(
                NotOfType(feature, type is DataType.Fp32 or DataType.Fp64 ? $"a number within the range of {type.Name}" : $"a whole number, as {type.Name} asks for"));
    }

    private readonly TensorSpec Spec(int input) => job.Model.Signature.Inputs[input];

    private readonly string NotOfType(FeatureColumn feature, string expected) => $"feature '{feature.Name}'{InRow} is not {expected}";

    private readonly ProtocolException Missing()
    {
        var seen = _seen;
        var missing = plan.Features.Where((_, index) => !seen[index]).Select(feature => $"'{feature.Name}'").ToList();
        return ProtocolException.BadRequest(
            $"missing {(missing.Count == 1 ? "feature" : "features")} {string.Join(", ", missing)}{InRow}; model '{job.Model.Name}' expects {Expected}");
    }
}
