namespace Pulumi;

/// <summary>A resource of which nothing but its URN is known.</summary>
internal sealed class DependencyResource(string urn) : CustomResource(urn);
