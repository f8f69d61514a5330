using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>What can be wrong with the <c>data</c> of an input, each a 400.</summary>
/// <param name="spec">Of the input.</param>
/// <param name="tensor">Whose shape is set.</param>
/// <param name="start">Where the data begin.</param>
/// <param name="isNested">Whether they are arrays in an array.</param>
internal readonly ref struct TensorDataErrors(TensorSpec spec, Tensor tensor, int start, bool isNested)
{
    public ProtocolException WrongCount(ref JsonCursor cursor) => isNested ? WrongNesting(ref cursor) : ProtocolException.BadRequest(
        $"'data' of input '{spec.Name}' does not have the {tensor.ElementCount} elements that its shape "
        + $"{Quote.Shape(tensor.Shape)} asks for");

    public ProtocolException WrongNesting(ref JsonCursor cursor)
    {
        cursor.Position = start;
        return cursor.Wrong(
            $"'data' of input '{spec.Name}' is nested differently from its shape {Quote.Shape(tensor.Shape)}; "
            + "expected that nesting, or a flat array");
    }

    /// <param name="index">Of the element, row by row.</param>
    public ProtocolException OutOfRange(long index)
        => ProtocolException.BadRequest($"element {index} of 'data' of input '{spec.Name}' is out of range for {spec.Type.Name}");

    /// <param name="cursor">At the element.</param>
    /// <param name="index">Of the element, row by row.</param>
    public ProtocolException NotOfType(ref JsonCursor cursor, long index) => cursor.Peek() == '['
        ? WrongNesting(ref cursor)
        : cursor.Wrong($"element {index} of 'data' of input '{spec.Name}' is not {Expected()}");

    private string Expected() => spec.Type switch
    {
        DataType.Bool => "true or false, as BOOL asks for",
        DataType.Bytes => "a string, as BYTES asks for",
        DataType.Fp32 or DataType.Fp64 => $"a number, as {spec.Type.Name} asks for",
        _ => $"a whole number, as {spec.Type.Name} asks for",
    };
}
