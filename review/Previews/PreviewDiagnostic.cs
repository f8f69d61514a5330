namespace Platform.Review.Previews;

/// <param name="Severity"><c>info</c>, <c>info#err</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Urn">The resource it is about, if any.</param>
internal sealed record PreviewDiagnostic(string Severity, string Message, string? Urn);
