namespace Platform.Review.Diff.Images;

/// <param name="Kind">Added, removed or changed.</param>
internal sealed record FileChange(ChangeKind Kind, string Path);
