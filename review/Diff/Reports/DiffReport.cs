namespace Platform.Review.Diff.Reports;

/// <param name="Base">What the stacks were compared with, in words.</param>
internal sealed record DiffReport(string Base, IReadOnlyList<PlanDiff> Stacks)
{
    public DiffSource Source { get; init; }

    /// <summary>What the reader should know besides, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
