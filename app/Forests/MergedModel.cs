namespace Platform.Forests;

/// <summary>An ONNX model in which forests have been replaced by trees.</summary>
/// <param name="Content">The ONNX file.</param>
/// <param name="Trees">There were.</param>
/// <param name="Leaves">Of the trees that there are instead.</param>
internal sealed record MergedModel(byte[] Content, int Trees, int Leaves);
