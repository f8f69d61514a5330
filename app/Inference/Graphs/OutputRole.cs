namespace Platform.Inference.Graphs;

/// <summary>What the operators that make an output say of it.</summary>
internal enum OutputRole
{
    /// <summary>Nothing: a number is a number.</summary>
    Plain,

    /// <summary>The position of a class, as of an <c>ArgMax</c>.</summary>
    Index,

    /// <summary>A class of the graph.</summary>
    Label,

    /// <summary>A number for each class, which need not be a probability.</summary>
    Scores,

    /// <summary>A probability for each class.</summary>
    Probabilities,
}
