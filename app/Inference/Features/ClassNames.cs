using System.Text;
using Platform.Inference.Graphs;
using Platform.Inference.Models;

namespace Platform.Inference.Features;

/// <summary>One name for each class, wherever it is met: in a label or as a key of the probabilities.</summary>
/// <param name="Names">In the order of the probabilities; empty where nobody says them.</param>
/// <param name="Numbers">What the label says for each, where that is not its position.</param>
/// <param name="Texts">What the label says for each, where it is another text than the name.</param>
internal sealed record ClassNames(string[] Names, long[]? Numbers = null, string[]? Texts = null)
{
    private readonly byte[][] _texts = [.. (Texts ?? Names).Select(Encoding.UTF8.GetBytes)];

    public byte[][] Utf8Names { get; } = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The position of the class that a label says, or -1.</summary>
    public int IndexOf(long label) => Numbers is not null ? Array.IndexOf(Numbers, label)
        : (ulong)label < (ulong)Utf8Names.Length ? (int)label : -1;

    /// <summary>The position of the class that a label says in words, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> label)
    {
        for (var i = 0; i < _texts.Length; i++)
            if (label.SequenceEqual(_texts[i]))
                return i;
        return -1;
    }

    /// <summary>The name of the class that a label says in words; of no class, the label itself.</summary>
    public ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> label) => IndexOf(label) is >= 0 and var index ? Utf8Names[index] : label;

    /// <param name="label">The classes that the graph's label is of.</param>
    /// <param name="scores">The classes that its probabilities or scores are of, and their order.</param>
    /// <param name="labels">Names that model.json gives them.</param>
    /// <exception cref="ModelLoadException">They cannot be brought together.</exception>
    public static ClassNames Join(ClassList? label, ClassList? scores, string[]? labels)
    {
        var own = (label, scores) switch
        {
            (null, null) => new ClassNames([]),
            (null, { } only) => Of(only),
            ({ } only, null) => Of(only),
            ({ } first, { } second) => Join(first, second),
        };
        own.RequireDistinct();
        return labels is null ? own : own.Rename(labels);
    }

    /// <summary>Else a caller would find one probability under a name that two have.</summary>
    private void RequireDistinct()
    {
        if (Names.Distinct().Count() < Names.Length)
            throw new ModelLoadException(
                $"its classes are {Show(Names)}, of which two have the same name; export it with a name for each, or set \"outputs\" of "
                + "model.json to the label or to the probabilities alone");
    }

    private static ClassNames Of(ClassList classes) => new(classes.Names, classes.AreIndexes ? null : classes.Numbers);

    private static ClassNames Join(ClassList label, ClassList scores)
    {
        // The label's names stand in the order of the classifier's own
        if (label.Names.SequenceEqual(scores.Names) || (label.Own?.SequenceEqual(scores.Names) == true && !label.AreSelected))
            return Of(label);
        if (label.InOrderOf(scores.Names) is { } same)
            return label.AreSelected ? Of(same) : scores.AreIndexes ? Of(label) : throw Differ(label, scores);
        if (label.Names.Length == scores.Names.Length && label.AreIndexes)
            return new ClassNames(scores.Names, Texts: label.Names);
        if (label.Names.Length == scores.Names.Length && scores.AreIndexes && !label.HasNoOrder)
            return Of(label);
        throw Differ(label, scores);
    }

    private static ModelLoadException Differ(ClassList label, ClassList scores) => new(
        $"its label is one of {Show(label.Names)}, but its probabilities are of {Show(scores.Names)}; export it with the same classes "
        + "for both, or set \"outputs\" of model.json to one of the two");

    private ClassNames Rename(string[] labels)
    {
        if (Names.Length == 0)
            return new ClassNames(labels);
        if (labels.Length != Names.Length)
            throw new ModelLoadException(
                $"model.json names {labels.Length} labels, but the graph has {Names.Length} classes: {Show(Names)}");
        if (!labels.SequenceEqual(Names) && labels.Order(StringComparer.Ordinal).SequenceEqual(Names.Order(StringComparer.Ordinal)))
            throw new ModelLoadException(
                $"model.json gives the labels {Show(labels)}, which are the graph's own classes in another order; they name its classes "
                + $"in its order, {Show(Names)}: leave \"labels\" out");
        return new ClassNames(labels, Numbers, Texts ?? Names);
    }

    /// <summary>For messages: the first ones.</summary>
    public static string Show(string[] names) => $"[{string.Join(", ", names.Take(8))}{(names.Length > 8 ? ", …" : "")}]";
}
