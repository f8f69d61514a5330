using System.Globalization;

namespace Platform.Inference.Graphs;

/// <summary>The classes of a graph, in the order of its scores.</summary>
/// <param name="Names">As texts.</param>
/// <param name="Numbers">The same as numbers, where the graph's classes are numbers.</param>
internal sealed record ClassList(string[] Names, long[]? Numbers = null)
{
    /// <summary>What a classifier calls them by itself, where the graph then puts other names in their places; else null.</summary>
    public string[]? Own { get; init; }

    /// <summary>Whether a condition chooses among them, as of a <c>Where</c> or a comparison, and no position in a list of all.</summary>
    public bool AreSelected { get; init; }

    /// <summary>Whether the graph says only which classes there are, and not which column of scores is whose.</summary>
    public bool HasNoOrder => AreSelected && !AreIndexes;

    public static ClassList Of(long[] numbers)
        => new([.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))], numbers);

    /// <summary>So many classes that are called by their positions, from 0.</summary>
    public static ClassList Positions(int count) => Of([.. Enumerable.Range(0, count).Select(index => (long)index)]);

    /// <summary>Whether the classes are nothing but their own positions.</summary>
    public bool AreIndexes
        => Numbers is not null && Numbers.SequenceEqual(Enumerable.Range(0, Numbers.Length).Select(index => (long)index));

    /// <summary>The same classes in the order of these names; null where they are others.</summary>
    public ClassList? InOrderOf(string[] names)
        => Names.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal))
        ? new ClassList(names, Numbers is { } numbers ? [.. names.Select(name => numbers[Array.IndexOf(Names, name)])] : null)
        : null;
}
