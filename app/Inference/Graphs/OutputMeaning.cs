namespace Platform.Inference.Graphs;

/// <summary>What a tensor of a graph means.</summary>
/// <param name="Role">What the operators that make it say.</param>
/// <param name="Classes">The classes that it is of, where the graph names them.</param>
internal sealed record OutputMeaning(OutputRole Role, ClassList? Classes = null)
{
    /// <summary>Whether ONNX Runtime chooses it otherwise than by the greatest score, so that it is no answer.</summary>
    public bool Misleads { get; init; }

    public static readonly OutputMeaning Plain = new(OutputRole.Plain);
}
