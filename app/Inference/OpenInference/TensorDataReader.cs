using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>
/// Reads the <c>data</c> of an input into its tensor, whose shape is set: flat, or nested exactly as the shape says.
/// FP16 and BF16 have no JSON form; they are sent as binary data.
/// </summary>
internal ref struct TensorDataReader(TensorSpec spec, Tensor tensor)
{
    private TensorDataErrors _errors;
    private TensorElements _elements;

    /// <exception cref="ProtocolException">400: not as many elements as the shape has, or one that is not of the datatype.</exception>
    public void Read(ref JsonCursor cursor)
    {
        if (spec.Type.IsBinaryOnly)
            throw ProtocolException.BadRequest($"input '{spec.Name}' is {spec.Type.Name}, which has no JSON form; send it as binary data");
        if (cursor.Peek() != '[')
            throw cursor.Wrong($"'data' of input '{spec.Name}' is not an array");
        var isNested = IsNested(ref cursor);
        _errors = new TensorDataErrors(spec, tensor, cursor.Position, isNested);
        var count = tensor.ElementCount;
        // Each element takes two bytes of text at least, which bounds what a small body can make the server allocate.
        if (count > 1 + (cursor.Text.Length - cursor.Position) / 2)
            throw _errors.WrongCount(ref cursor);
        _elements = new TensorElements(spec, tensor, _errors);
        if (isNested)
            ReadNested(ref cursor, tensor.Shape);
        else
            _elements.Read(ref cursor, count);
    }

    private readonly bool IsNested(ref JsonCursor cursor)
    {
        var start = cursor.Position;
        cursor.Take((byte)'[');
        var nested = cursor.Peek() == '[' && tensor.Rank > 1;
        cursor.Position = start;
        return nested;
    }

    private void ReadNested(ref JsonCursor cursor, ReadOnlySpan<long> shape)
    {
        if (shape.Length == 1)
        {
            _elements.Read(ref cursor, shape[0]);
            return;
        }

        if (!cursor.TryTake((byte)'['))
            throw _errors.WrongNesting(ref cursor);
        var first = true;
        long count = 0;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (count++ == shape[0])
                throw _errors.WrongNesting(ref cursor);
            ReadNested(ref cursor, shape[1..]);
        }

        if (count != shape[0])
            throw _errors.WrongNesting(ref cursor);
    }
}
