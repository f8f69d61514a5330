namespace Platform.Review.Diff.Reports;

/// <param name="Base">What the stacks were compared with, in words.</param>
internal sealed record DiffReport(string Base, IReadOnlyList<PlanDiff> Stacks);
