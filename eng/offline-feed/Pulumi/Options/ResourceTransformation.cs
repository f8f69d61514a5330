namespace Pulumi;

/// <summary>Sees, and may change, the arguments and options of a resource and of all that has it as an ancestor.</summary>
/// <returns>What to use instead, or null to leave them.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);
