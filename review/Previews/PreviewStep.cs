namespace Platform.Review.Previews;

/// <summary>One thing that Pulumi would do.</summary>
/// <param name="Op">Its name for it: <c>create</c>, <c>delete-replaced</c>.</param>
/// <param name="Reasons">The inputs that differ, by their first name.</param>
/// <param name="ReplaceReasons">Those that make the provider create the resource anew.</param>
/// <param name="Differences">By path, as Pulumi spells it; null if the provider does not say.</param>
internal sealed record PreviewStep(
    string Op,
    string Urn,
    PreviewState? Old,
    PreviewState? New,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> ReplaceReasons,
    IReadOnlyDictionary<string, PreviewDifference> Differences);
