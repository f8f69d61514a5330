namespace Platform.Review.Diff.Images;

/// <summary>Another image that will be built and rolled out.</summary>
/// <param name="Output">The stack's output that names it: <c>image</c>.</param>
/// <param name="Before">The tag, which is a digest of what it is built from; null if there was nothing to build one from.</param>
/// <param name="Files">Those that differ, in ordinal order of their paths.</param>
internal sealed record ImageChange(string Output, string? Before, string After, IReadOnlyList<FileChange> Files);
