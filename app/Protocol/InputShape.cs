using Platform.Inference.Tensors;

namespace Platform.Inference.Protocol;

/// <summary>The <c>shape</c> of an input.</summary>
internal static class InputShape
{
    private const int MaxRank = 32;

    /// <param name="cursor">At the array.</param>
    /// <param name="target">Takes the shape.</param>
    /// <param name="spec">Of the input; null where its name comes after its shape.</param>
    /// <exception cref="ProtocolException">400: not an array of whole numbers.</exception>
    public static void Read(ref JsonCursor cursor, Tensor target, TensorSpec? spec)
    {
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong($"'shape' of {Owner(spec)} is not an array");
        Span<long> shape = stackalloc long[MaxRank];
        var rank = 0;
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            if (!JsonNumber.TryRead(ref cursor, out var number) || !number.TryGetInteger(out var dimension)
                || dimension < 0 || dimension > int.MaxValue)
                throw ProtocolException.BadRequest($"dimension {rank} of 'shape' of {Owner(spec)} is not a whole number from 0 to {int.MaxValue}");
            if (rank == MaxRank)
                throw ProtocolException.BadRequest($"'shape' of {Owner(spec)} has more than {MaxRank} dimensions");
            shape[rank++] = (long)dimension;
        }

        target.SetShape(shape[..rank]);
    }

    /// <exception cref="ProtocolException">400: the model does not take this shape, or nobody could fill it.</exception>
    public static void Check(string model, TensorSpec spec, Tensor given)
    {
        if (!spec.Accepts(given.Shape))
            throw ProtocolException.BadRequest(
                $"unexpected shape for input '{spec.Name}' of model '{model}': "
                + $"expected {Quote.Shape(spec.Shape)}, got {Quote.Shape(given.Shape)}");
        Int128 count = 1;
        foreach (var dimension in given.Shape)
            count = Int128.Min(count * dimension, long.MaxValue);
        if (count > Array.MaxLength / 8)
            throw ProtocolException.BadRequest($"input '{spec.Name}' has too many elements for one request: shape {Quote.Shape(given.Shape)}");
    }

    private static string Owner(TensorSpec? spec) => spec is null ? "an input" : $"input '{spec.Name}'";
}
