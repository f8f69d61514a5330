namespace Platform.Review.Evaluation;

/// <param name="File">From the repository, with forward slashes.</param>
internal sealed record SourceLine(string File, int Line);
