using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Report.Reviews;

/// <summary>A stack with the change.</summary>
/// <param name="File">Its file.</param>
/// <param name="Plan">As it would be committed.</param>
/// <param name="Found">What the rules find in the plan.</param>
internal sealed record StackNow(StackConfiguration File, Plan Plan, IReadOnlyList<Finding> Found);
