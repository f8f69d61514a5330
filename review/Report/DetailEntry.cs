using Platform.Review.Diff.Risks;

namespace Platform.Review.Report;

/// <param name="Weight">The most serious of what it tells.</param>
internal sealed record DetailEntry(RiskKind Weight, string Text);
