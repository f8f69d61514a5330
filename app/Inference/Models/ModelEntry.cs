namespace Platform.Inference.Models;

/// <summary>What became of a version folder.</summary>
/// <param name="File">As it was when it was tried.</param>
/// <param name="Loaded">The version that serves; after a reload that failed, the one before.</param>
/// <param name="Failure">Why the file was not loaded, or null.</param>
internal sealed record ModelEntry(ModelFile File, ModelVersion? Loaded, string? Failure);
