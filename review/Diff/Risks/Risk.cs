namespace Platform.Review.Diff.Risks;

/// <param name="Reason">What it is about, in a few words.</param>
internal sealed record Risk(RiskKind Kind, string Reason)
{
    public static Risk None { get; } = new(RiskKind.None, "");
}
