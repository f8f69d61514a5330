using Platform.Inference.Tensors;

namespace Platform.Inference.Protocol;

/// <summary>What can be wrong with the <c>data</c> of an input, each a 400.</summary>
internal readonly ref struct TensorDataErrors(TensorSpec spec, Tensor tensor)
{
    /// <param name="count">Of the elements that were expected: all of them, or those of an innermost array.</param>
    public ProtocolException WrongCount(long count) => count == tensor.ElementCount
        ? ProtocolException.BadRequest(
            $"'data' of input '{spec.Name}' does not have the {count} elements that its shape {Quote.Shape(tensor.Shape)} asks for")
        : WrongNesting();

    public ProtocolException WrongNesting() => ProtocolException.BadRequest(
        $"'data' of input '{spec.Name}' is nested differently from its shape {Quote.Shape(tensor.Shape)}; "
        + "expected that nesting, or a flat array");

    public ProtocolException OutOfRange(int index) =>
        ProtocolException.BadRequest($"element {index} of 'data' of input '{spec.Name}' is out of range for {spec.Type.Name}");

    /// <param name="cursor">At the element.</param>
    /// <param name="index">Of the element.</param>
    public ProtocolException NotOfType(ref JsonCursor cursor, int index) => cursor.Peek() == '['
        ? WrongNesting()
        : cursor.Wrong($"element {index} of 'data' of input '{spec.Name}' is not {Expected()}");

    private string Expected() => spec.Type switch
    {
        DataType.Bool => "true or false, as BOOL asks for",
        DataType.Bytes => "a string, as BYTES asks for",
        DataType.Fp32 or DataType.Fp64 => $"a number, as {spec.Type.Name} asks for",
        _ => $"a whole number, as {spec.Type.Name} asks for",
    };
}
