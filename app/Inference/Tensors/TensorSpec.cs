using System.Text;

namespace Platform.Inference.Tensors;

/// <summary>One input or output as the model declares it.</summary>
/// <param name="Name">Case-sensitive.</param>
/// <param name="Type">The datatype.</param>
/// <param name="Shape">One entry per dimension; -1 is a dimension that the request chooses.</param>
internal sealed record TensorSpec(string Name, DataType Type, long[] Shape)
{
    /// <summary>Whether the number of dimensions is free as well, and <see cref="Shape"/> therefore says nothing.</summary>
    public bool HasFreeRank { get; init; }

    /// <summary>The shape as callers are told it: of any rank, <c>[-1]</c>.</summary>
    public long[] ListedShape => HasFreeRank ? [-1] : Shape;

    /// <summary>Whether a request may leave it out, as the model has a value for it.</summary>
    public bool IsOptional { get; init; }

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>
    /// Bytes of a tensor whose free dimensions are 1, such as a row, and whose strings are empty, near enough where they are beyond an
    /// integer.
    /// </summary>
    public double LeastBytes { get; } = Shape.Aggregate(
        (double)(Type == DataType.Bytes ? sizeof(int) : Type.Size), (bytes, dimension) => bytes * (dimension < 0 ? 1 : dimension));

    public bool Accepts(ReadOnlySpan<long> shape)
    {
        if (HasFreeRank)
            return true;
        if (shape.Length != Shape.Length)
            return false;
        for (var i = 0; i < shape.Length; i++)
            if (Shape[i] >= 0 && Shape[i] != shape[i])
                return false;
        return true;
    }
}
