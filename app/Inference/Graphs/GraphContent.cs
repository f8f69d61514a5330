namespace Platform.Inference.Graphs;

/// <summary>
/// What an ONNX file holds, as far as it can be told without its weights: all of its graphs, those within nodes and functions too.
/// </summary>
/// <param name="Operators">Types of its nodes, without their domains.</param>
/// <param name="ExternalFiles">Files beside it that hold weights, as it names them: relative to its own folder.</param>
internal sealed record GraphContent(IReadOnlySet<string> Operators, IReadOnlySet<string> ExternalFiles)
{
    public static GraphContent Empty { get; } = new(new HashSet<string>(), new HashSet<string>());

    /// <exception cref="InvalidDataException">The bytes are no ONNX model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GraphContent Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        return new GraphWalk(file).Read();
    }
}
