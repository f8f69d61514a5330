namespace Platform.Review.Previews;

/// <param name="Kind"><c>add</c>, <c>delete</c> or <c>update</c>, each with <c>-replace</c>
/// where the resource is created anew for it.</param>
/// <param name="InputDiff">Whether old inputs were compared with new ones; else what the provider said last with the new inputs.</param>
internal sealed record PreviewDifference(string Kind, bool InputDiff)
{
    public bool Replaces => Kind.EndsWith("-replace", StringComparison.Ordinal);
}
