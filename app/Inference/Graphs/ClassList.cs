using System.Globalization;

namespace Platform.Inference.Graphs;

/// <summary>The classes of a graph, in the order of its scores.</summary>
/// <param name="Names">As texts.</param>
/// <param name="Numbers">The same as numbers, where the graph's classes are numbers.</param>
internal sealed record ClassList(string[] Names, long[]? Numbers = null)
{
    /// <summary>
    /// Whether the graph says only which classes there are, as a <c>Where</c> does, and not which column of scores is whose.
    /// </summary>
    public bool HasNoOrder { get; init; }

    public static ClassList Of(long[] numbers)
        => new([.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))], numbers);

    /// <summary>Whether the classes are nothing but their own positions.</summary>
    public bool AreIndexes
        => Numbers is not null && Numbers.SequenceEqual(Enumerable.Range(0, Numbers.Length).Select(index => (long)index));

    public bool HasSameNames(ClassList other)
        => Names.Order(StringComparer.Ordinal).SequenceEqual(other.Names.Order(StringComparer.Ordinal));
}
