namespace Pulumi.Testing;

/// <summary>What the engine answers about a resource.</summary>
internal sealed record Registered(string Urn, string? Id, ImmutableDictionary<string, object?> State);
