using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>The <c>shape</c> of an input.</summary>
internal static class InputShape
{
    /// <summary>As many dimensions as a shape may have.</summary>
    public const int MaxRank = 32;

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
                || dimension < 0 || dimension > long.MaxValue)
                throw cursor.Wrong(
                    $"{NotADimension(spec, rank)}; Unable to parse 'shape': attempt to access JSON non-unsigned-integer as "
                    + "unsigned-integer");
            if (rank == MaxRank)
                throw TooManyDimensions(spec);
            shape[rank++] = (long)dimension;
        }

        target.SetShape(shape[..rank]);
    }

    /// <summary>Gives a tensor this shape.</summary>
    /// <exception cref="ProtocolException">400: it is none, the model does not take it, or nobody could fill it.</exception>
    public static void Take(string model, TensorSpec spec, ReadOnlySpan<long> shape, Tensor target)
    {
        if (shape.Length > MaxRank)
            throw TooManyDimensions(spec);
        for (var i = 0; i < shape.Length; i++)
            if (shape[i] < 0)
                throw ProtocolException.BadRequest(NotADimension(spec, i));
        target.SetShape(shape);
        Check(model, spec, target);
    }

    /// <exception cref="ProtocolException">400: the model does not take this shape, or nobody could fill it.</exception>
    public static void Check(string model, TensorSpec spec, Tensor given)
    {
        CheckSize(spec, given.Shape);
        if (!spec.Accepts(given.Shape))
            throw ProtocolException.BadRequest(
                $"unexpected shape for input '{spec.Name}' of model '{model}': "
                + $"expected {Quote.Shape(spec.Shape)}, got {Quote.Shape(given.Shape)}");
        if (given.ElementCount > Array.MaxLength / sizeof(double))
            throw ProtocolException.BadRequest(
                $"input '{spec.Name}' has too many elements for one request: shape {Quote.Shape(given.Shape)}");
    }

    /// <summary>What counts elements and bytes after this, in whatever order, may do so in 64 bits.</summary>
    private static void CheckSize(TensorSpec spec, ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        foreach (var dimension in shape)
            if ((count *= Math.Max(dimension, 1)) > long.MaxValue)
                throw ProtocolException.BadRequest(
                    $"invalid shape for input '{spec.Name}': shape {Quote.Shape(shape)} causes total element count to exceed maximum size "
                    + $"of {long.MaxValue}");
        if (count * spec.Type.Size > long.MaxValue && !shape.Contains(0))
            throw ProtocolException.BadRequest(
                $"byte size overflow for input '{spec.Name}': element count ({count}) * data type size ({spec.Type.Size}) exceeds maximum "
                + $"allowed size ({long.MaxValue})");
    }

    private static string NotADimension(TensorSpec? spec, int index)
        => $"dimension {index} of 'shape' of {Owner(spec)} is not a whole number from 0 to {long.MaxValue}";

    private static ProtocolException TooManyDimensions(TensorSpec? spec)
        => ProtocolException.BadRequest($"'shape' of {Owner(spec)} has more than {MaxRank} dimensions");

    private static string Owner(TensorSpec? spec) => spec is null ? "an input" : $"input '{spec.Name}'";
}
