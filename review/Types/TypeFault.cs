using Platform.Review.Plans;

namespace Platform.Review.Types;

/// <param name="Path">Of the input, as a plan has it; empty for the resource.</param>
/// <param name="Given">As a finding quotes it.</param>
/// <param name="Allowed">Completes the sentence <c>expected …</c>.</param>
internal sealed record TypeFault(FaultKind Kind, PlannedResource Resource, string Path, string Given, string Allowed);
