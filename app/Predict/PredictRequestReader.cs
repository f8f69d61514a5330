using System.Buffers.Binary;
using Platform.Inference.Execution;
using Platform.Inference.Protocol;
using Platform.Inference.Tensors;

namespace Platform.Inference.Predict;

/// <summary>Reads one object of named features, or an array of them, into a job.</summary>
internal ref struct PredictRequestReader(InferenceJob job, PredictPlan plan)
{
    private readonly bool[] _seen = new bool[plan.Features.Length];
    private int _rows;
    private bool _isArray;

    /// <returns>True when the body is an array, and the answer shall be one.</returns>
    /// <exception cref="ProtocolException">400, naming the features that are unknown, missing, given twice or not of the right type.</exception>
    public static bool Read(InferenceJob job, PredictPlan plan, ReadOnlySpan<byte> json)
    {
        var reader = new PredictRequestReader(job, plan);
        var cursor = new JsonCursor(json);
        reader.ReadBody(ref cursor);
        cursor.ExpectEnd();
        reader.Finish();
        return reader._isArray;
    }

    private void ReadBody(ref JsonCursor cursor)
    {
        _isArray = cursor.TryTake((byte)'[');
        if (!_isArray)
        {
            ReadRow(ref cursor);
            return;
        }

        var first = true;
        while (cursor.Next(ref first, (byte)']'))
            ReadRow(ref cursor);
        if (_rows == 0)
            throw ProtocolException.BadRequest("the array has no rows; expected at least one object of features");
    }

    private void ReadRow(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong(
                $"the body is not an object of features, or an array of them; model '{job.Model.Name}' expects {Expected()}");
        Array.Clear(_seen);
        for (var i = 0; i < job.Inputs.Length; i++)
            if (Spec(i).Type != DataType.Bytes)
                job.Inputs[i].Extend((plan.Features.Length / job.Inputs.Length) * Spec(i).Type.Size);
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            ReadFeature(ref cursor);
        if (_seen.Contains(false))
            throw Missing();
        _rows++;
    }

    private readonly void ReadFeature(ref JsonCursor cursor)
    {
        var name = cursor.ReadName();
        var index = IndexOf(name);
        if (index < 0)
            throw ProtocolException.BadRequest($"unknown feature '{Quote.Short(name)}'{InRow()}; model '{job.Model.Name}' expects {Expected()}");
        if (_seen[index])
            throw ProtocolException.BadRequest($"feature '{plan.Features[index].Name}' is given twice{InRow()}");
        _seen[index] = true;
        Store(ref cursor, plan.Features[index]);
    }

    private readonly void Store(ref JsonCursor cursor, FeatureColumn feature)
    {
        var type = Spec(feature.Input).Type;
        if (type == DataType.Bytes)
        {
            if (cursor.Peek() != '"')
                throw WrongType(feature, "a string");
            var text = cursor.ReadString();
            BinaryPrimitives.WriteInt32LittleEndian(job.Inputs[feature.Input].Extend(sizeof(int)), text.Length);
            job.Inputs[feature.Input].Append(text);
            return;
        }

        if (!JsonNumber.TryRead(ref cursor, out var number))
            throw WrongType(feature, "a number");
        var columns = plan.Features.Length / job.Inputs.Length;
        var target = job.Inputs[feature.Input].Cell(_rows * columns + feature.Column, type.Size);
        if (!TryStore(number, type, target))
            throw WrongType(feature, type is DataType.Fp32 or DataType.Fp64 ? $"a number within the range of {type.Name}" : $"a whole number, as {type.Name} asks for");
    }

    private static bool TryStore(JsonNumber number, DataType type, Span<byte> target)
    {
        switch (type)
        {
            case DataType.Fp32:
                var isSingle = number.TryGetSingle(out var single);
                BinaryPrimitives.WriteSingleLittleEndian(target, single);
                return isSingle;
            case DataType.Fp64:
                var isDouble = number.TryGetDouble(out var wide);
                BinaryPrimitives.WriteDoubleLittleEndian(target, wide);
                return isDouble;
            case DataType.Int32:
                var isInt = number.TryGetInteger(out var small) && small >= int.MinValue && small <= int.MaxValue;
                BinaryPrimitives.WriteInt32LittleEndian(target, isInt ? (int)small : 0);
                return isInt;
            default:
                var isLong = number.TryGetInteger(out var large) && large >= long.MinValue && large <= long.MaxValue;
                BinaryPrimitives.WriteInt64LittleEndian(target, isLong ? (long)large : 0);
                return isLong;
        }
    }

    private readonly void Finish()
    {
        for (var i = 0; i < job.Inputs.Length; i++)
        {
            var shape = Spec(i).Shape.ToArray();
            shape[0] = _rows;
            job.Inputs[i].SetShape(shape);
            job.HasInput[i] = true;
        }

        if (job.Model.Settings.Batching is not { } batching)
            return;
        if (_rows > batching.MaxBatchSize)
            throw ProtocolException.BadRequest($"{_rows} rows are too many for model '{job.Model.Name}'; expected at most {batching.MaxBatchSize}");
        job.Rows = _rows;
    }

    private readonly TensorSpec Spec(int input) => job.Model.Signature.Inputs[input];

    private readonly int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < plan.Features.Length; i++)
            if (name.SequenceEqual(plan.Features[i].Utf8Name))
                return i;
        return -1;
    }

    private readonly ProtocolException WrongType(FeatureColumn feature, string expected) =>
        ProtocolException.BadRequest($"feature '{feature.Name}'{InRow()} is not {expected}");

    private readonly ProtocolException Missing()
    {
        var seen = _seen;
        var missing = plan.Features.Where((_, index) => !seen[index]).Select(feature => $"'{feature.Name}'").ToList();
        return ProtocolException.BadRequest(
            $"missing {(missing.Count == 1 ? "feature" : "features")} {string.Join(", ", missing)}{InRow()}; model '{job.Model.Name}' expects {Expected()}");
    }

    private readonly string InRow() => _isArray ? $" in row {_rows}" : "";

    private readonly string Expected() => string.Join(", ", plan.Features.Select(feature => feature.Name));
}
