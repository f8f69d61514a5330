using System.Buffers.Binary;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Features;

/// <summary>Fills a job's inputs row by row from named features.</summary>
internal ref struct FeatureRows(InferenceJob job, PredictPlan plan)
{
    private const int MostShown = 64;

    private readonly bool[] _seen = new bool[plan.Features.Length];
    private readonly int[] _widths = plan.Layout.Widths;

    /// <summary>Texts of a row whose input takes several, which come in the caller's order and go in the model's.</summary>
    private readonly byte[][]? _texts = TakesTexts(job, plan) ? new byte[plan.Features.Length][] : null;

    public int Count { get; private set; }

    /// <summary>Whether errors shall say which row they are about.</summary>
    public bool AreNumbered { get; set; }

    /// <summary>Whether values of other names than the features' are passed over.</summary>
    public bool IgnoresOthers { get; init; }

    /// <summary>Whether the literal NaN, which is no JSON, is taken for what is missing: Python writes it.</summary>
    public bool TakesBareNaN { get; set; }

    public readonly string Model => job.Model.Name;

    public readonly int Width => plan.Features.Length;

    /// <summary>For errors: the features, of very many the first.</summary>
    public readonly string Expected => plan.Features.Length <= MostShown
        ? string.Join(", ", plan.Features.Select(feature => feature.Name))
        : $"{string.Join(", ", plan.Features.Take(MostShown).Select(feature => feature.Name))}, … ({plan.Features.Length} in all)";

    /// <summary>For errors: which row it is.</summary>
    public readonly string InRow => AreNumbered ? $" in row {Count}" : "";

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
                throw ProtocolException.BadRequest(
                    $"there are more than {columns?.Length ?? Width} values{InRow}; model '{job.Model.Name}' expects {Expected}");
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
            if (_widths[i] == 0)
                continue;
            job.Inputs[i].SetShape(Spec(i) is { HasFreeRank: false, Shape.Length: 1 } ? [Count] : [Count, _widths[i]]);
            job.HasInput[i] = true;
        }

        if (plan.Layout.FixedRows > 0 && Count % plan.Layout.FixedRows != 0)
            throw ProtocolException.BadRequest(
                $"model '{job.Model.Name}' takes {plan.Layout.FixedRows} rows at a time, got {Count}; expected a multiple of "
                + $"{plan.Layout.FixedRows}");
        job.RowsOfRun = plan.Layout.FixedRows;
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
                job.Inputs[i].Extend(_widths[i] * Spec(i).Type.Size);
    }

    /// <summary>Ends a row, which must have each feature that is not optional.</summary>
    public void End()
    {
        if (_seen.Contains(false))
            FillMissing();
        if (_texts is not null)
            for (var i = 0; i < _texts.Length; i++)
                if (_texts[i] is { } text)
                    Append(plan.Features[i].Input, text);
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
        var type = Spec(feature.Input).Type;
        if (TryTakeMissing(ref cursor))
            StoreMissing(index, type);
        else if (type == DataType.Bytes)
            ReadString(ref cursor, index);
        else
            ReadNumber(ref cursor, feature);
    }

    private static bool TakesTexts(InferenceJob job, PredictPlan plan)
    {
        for (var i = 0; i < plan.Layout.Widths.Length; i++)
            if (plan.Layout.Widths[i] > 1 && job.Model.Signature.Inputs[i].Type == DataType.Bytes)
                return true;
        return false;
    }

    private readonly bool TryTakeMissing(ref JsonCursor cursor)
        => cursor.Peek() is (byte)'n' or (byte)'N' && (cursor.TryTakeWord("null"u8) || (TakesBareNaN && cursor.TryTakeWord("NaN"u8)));

    private readonly void FillMissing()
    {
        for (var i = 0; i < _seen.Length; i++)
            if (!_seen[i] && !plan.Features[i].IsOptional)
                throw Missing();
        for (var i = 0; i < _seen.Length; i++)
            if (!_seen[i])
                StoreMissing(i, Spec(plan.Features[i].Input).Type);
    }

    /// <summary>The graph's own value where it has one, else what stands for none: NaN, or the empty text.</summary>
    private readonly void StoreMissing(int index, DataType type)
    {
        var feature = plan.Features[index];
        if (type == DataType.Bytes)
            Store(index, feature.Default ?? []);
        else if (feature.Default is { } value)
            value.CopyTo(Target(feature, type));
        else if (type.IsFloat)
            FeatureNumber.TryStore(double.NaN, type, Target(feature, type));
        else
            throw ProtocolException.BadRequest(
                $"feature '{feature.Name}'{InRow} is missing, and {type.Name} has no value for that; expected {(type == DataType.Bool
                ? "true or false"
                : "a whole number")}");
    }

    private readonly void ReadString(ref JsonCursor cursor, int index)
    {
        if (cursor.Peek() != '"')
            throw cursor.Wrong(NotOfType(plan.Features[index], "a string"));
        Store(index, cursor.ReadString());
    }

    private readonly void Store(int index, ReadOnlySpan<byte> text)
    {
        if (_widths[plan.Features[index].Input] > 1)
            _texts![index] = text.ToArray();
        else
            Append(plan.Features[index].Input, text);
    }

    private readonly void Append(int input, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(job.Inputs[input].Extend(sizeof(int)), text.Length);
        job.Inputs[input].Append(text);
    }

    private readonly void ReadNumber(ref JsonCursor cursor, FeatureColumn feature)
    {
        var type = Spec(feature.Input).Type;
        var target = Target(feature, type);
        if (type == DataType.Bool && cursor.Peek() is (byte)'t' or (byte)'f')
        {
            target[0] = cursor.TryTakeWord("true"u8)
                ? (byte)1
                : cursor.TryTakeWord("false"u8) ? (byte)0 : throw cursor.Wrong(NotOfType(feature, "true or false"));
            return;
        }

        if (FeatureNumber.TryReadNamed(ref cursor, type, target))
            return;
        if (!JsonNumber.TryRead(ref cursor, out var number))
            throw cursor.Wrong(NotOfType(feature, type == DataType.Bool ? "true or false" : "a number"));
        if (!FeatureNumber.TryStore(number, type, target))
            throw ProtocolException.BadRequest(NotOfType(
                feature,
                type.IsFloat
                    ? $"a number within the range of {type.Name}"
                    : type == DataType.Bool ? "true or false" : $"a whole number within the range of {type.Name}"));
    }

    private readonly Span<byte> Target(FeatureColumn feature, DataType type)
        => job.Inputs[feature.Input].Cell(Count * _widths[feature.Input] + feature.Column, type.Size);

    private readonly TensorSpec Spec(int input) => job.Model.Signature.Inputs[input];

    private readonly string NotOfType(FeatureColumn feature, string expected) => $"feature '{feature.Name}'{InRow} is not {expected}";

    private readonly ProtocolException Missing()
    {
        var seen = _seen;
        var missing = plan.Features.Where((feature, index) => !seen[index] && !feature.IsOptional).Select(feature => $"'{feature.Name}'")
            .ToList();
        var shown = string.Join(", ", missing.Take(MostShown)) + (missing.Count > MostShown ? ", …" : "");
        return ProtocolException.BadRequest(
            $"missing {(missing.Count == 1 ? "feature" : "features")} {shown}{InRow}; model '{job.Model.Name}' expects {Expected}");
    }
}
