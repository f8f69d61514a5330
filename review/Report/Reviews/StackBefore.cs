using Platform.Review.Plans;
using Platform.Review.Rules;
using Platform.Review.Stacks;

namespace Platform.Review.Report.Reviews;

/// <summary>A stack as the base has it.</summary>
/// <param name="File">Its file; null if there was none.</param>
/// <param name="Plan">As it was committed; null if there was none.</param>
/// <param name="Found">What the rules find in the plan; null if there was none.</param>
internal sealed record StackBefore(StackConfiguration? File, Plan? Plan, IReadOnlyList<Finding>? Found);
