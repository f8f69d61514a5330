using System.Buffers.Binary;
using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Reads one element of <c>inputs</c> into its tensor. Its fields may come in any order.</summary>
internal ref struct InputReader(InferenceJob job)
{
    private readonly InferenceJob _job = job;
    private readonly Tensor _shape = job.Shape;
    private int _index = -1;
    private int _dataStart = -1;
    private bool _isKnown, _isRead, _hasShape, _hasDatatype, _hasParameters, _isDatatypeRight;
    private string? _wrongDatatype;
    private DataType? _wider;
    private Parameters _parameters;

    private readonly ModelVersion Model => _job.Model;

    private readonly TensorSpec Spec => _job.Model.Signature.Inputs[_index];

    public void Read(ref JsonCursor cursor, ref ReadOnlySpan<byte> binary)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong("an element of 'inputs' is not an object");
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
            ReadField(ref cursor);
        Check();
        ReadDeferred(ref cursor, ref binary);
        _job.HasInput[_index] = true;
    }

    private void ReadField(ref JsonCursor cursor)
    {
        var field = cursor.ReadName();
        if (field.SequenceEqual("name"u8))
            ReadName(ref cursor);
        else if (field.SequenceEqual("shape"u8))
            ReadShape(ref cursor);
        else if (field.SequenceEqual("datatype"u8))
            ReadDatatype(ref cursor);
        else if (field.SequenceEqual("parameters"u8))
            ReadParameters(ref cursor);
        else if (field.SequenceEqual("data"u8))
            ReadData(ref cursor);
        else
            cursor.Skip();
    }

    private void ReadName(ref JsonCursor cursor)
    {
        Once(ref _isKnown, "name");
        if (cursor.Peek() != '"')
            throw cursor.Wrong("'name' of an input is not a string");
        _index = InputIndex.Of(_job, cursor.ReadString());
    }

    private void ReadDatatype(ref JsonCursor cursor)
    {
        Once(ref _hasDatatype, "datatype");
        if (cursor.Peek() != '"')
            throw cursor.Wrong($"'datatype' of {Owner()} is not a string");
        var datatype = cursor.ReadString();
        // The name may come later, and with it what to compare to.
        _isDatatypeRight = _isKnown && IsName(datatype, Spec.Type);
        _wrongDatatype = _isDatatypeRight ? null : Quote.Short(datatype);
    }

    private void ReadShape(ref JsonCursor cursor)
    {
        Once(ref _hasShape, "shape");
        InputShape.Read(ref cursor, _shape, _index >= 0 ? Spec : null);
    }

    private void ReadParameters(ref JsonCursor cursor)
    {
        Once(ref _hasParameters, "parameters");
        _parameters = Parameters.Read(ref cursor, Owner());
    }

    private void ReadData(ref JsonCursor cursor)
    {
        if (_dataStart >= 0)
            throw ProtocolException.BadRequest($"the field 'data' of {Owner()} is given twice");
        if (cursor.TryTakeWord("null"u8))
            return;
        cursor.Peek();
        _dataStart = cursor.Position;
        if (_isKnown && _hasShape && _isDatatypeRight)
            ReadDataNow(ref cursor);
        else
            cursor.Skip();
    }

    private void ReadDataNow(ref JsonCursor cursor)
    {
        CheckShape();
        var tensor = _job.Inputs[_index];
        if (_wider is { } wider)
            ReadWider(ref cursor, wider, tensor);
        else
            new TensorDataReader(Spec, tensor).Read(ref cursor);
        _isRead = true;
    }

    private readonly void ReadWider(ref JsonCursor cursor, DataType wider, Tensor tensor)
    {
        var values = new Tensor();
        values.SetShape(tensor.Shape);
        new TensorDataReader(new TensorSpec(Spec.Name, wider, Spec.Shape), values).Read(ref cursor);
        Narrowing.Read(Model.Name, Spec, wider, values.Payload, tensor);
    }

    private void Check()
    {
        Require(_isKnown, "name");
        Require(_hasShape, "shape");
        Require(_hasDatatype, "datatype");
        if (_wrongDatatype is not null && _wrongDatatype != Spec.Type.Name)
            _wider = Narrowing.From(Model.Name, Spec, _wrongDatatype);
    }

    private void ReadDeferred(ref JsonCursor cursor, ref ReadOnlySpan<byte> binary)
    {
        if (_parameters.BinaryDataSize is { } size)
        {
            if (_dataStart >= 0)
                throw ProtocolException.BadRequest($"input '{Spec.Name}' has both 'data' and 'binary_data_size'; expected one of them");
            CheckShape();
            ReadBinary(size, ref binary);
        }
        else if (_dataStart < 0)
        {
            throw ProtocolException.BadRequest($"input '{Spec.Name}' has no 'data'");
        }
        else if (!_isRead)
        {
            var end = cursor.Position;
            cursor.Position = _dataStart;
            ReadDataNow(ref cursor);
            cursor.Position = end;
        }
    }

    private readonly void ReadBinary(long size, ref ReadOnlySpan<byte> binary)
    {
        if (size > binary.Length)
            throw ProtocolException.BadRequest(
                $"unexpected size for input '{Spec.Name}', expecting {size - binary.Length} additional bytes for model '{Model.Name}': "
                + $"'binary_data_size' is {size}, and {binary.Length} bytes of binary data are left");
        var data = binary[..(int)size];
        if (_wider is { } wider)
            Narrowing.Read(Model.Name, Spec, wider, data, _job.Inputs[_index]);
        else
            BinaryData.Read(Model.Name, Spec, _job.Inputs[_index], data);
        binary = binary[(int)size..];
    }

    private readonly void CheckShape()
    {
        InputShape.Check(Model.Name, Spec, _shape);
        _job.Inputs[_index].SetShape(_shape.Shape);
    }

    private readonly void Require(bool has, string field)
    {
        if (!has)
            throw ProtocolException.BadRequest($"{Owner()} has no '{field}'");
    }

    private readonly void Once(ref bool seen, string field)
    {
        if (seen)
            throw ProtocolException.BadRequest($"the field '{field}' of {Owner()} is given twice");
        seen = true;
    }

    private readonly string Owner() => _index >= 0 ? $"input '{Spec.Name}'" : "an input";

    private static bool IsName(ReadOnlySpan<byte> utf8, DataType type) => Ascii.Equals(utf8, type.Name);
}
