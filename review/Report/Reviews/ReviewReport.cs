namespace Platform.Review.Report.Reviews;

/// <summary>The report on a change: what it does to the cloud, to the rules and to the cost, and how the stacks then look.</summary>
/// <param name="Base">What is compared with, in words.</param>
internal sealed record ReviewReport(string Base, IReadOnlyList<StackReport> Stacks)
{
    /// <summary>Null where it goes without saying.</summary>
    public Standing? Standing { get; init; }
}
