using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>That an input of one resource names another.</summary>
/// <param name="Property">As in <see cref="InputText"/>.</param>
/// <param name="Text">The input: an id, of the target or of something below it; an address; a principal.</param>
internal sealed record Reference(PlannedResource Source, string Property, string Text, PlannedResource Target);
