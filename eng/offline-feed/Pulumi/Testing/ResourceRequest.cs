namespace Pulumi.Testing;

/// <summary>What the engine is told about a resource; strings are empty where there is nothing to tell.</summary>
internal sealed record ResourceRequest(
    string Type, string Name, ImmutableDictionary<string, object?> Inputs, string Parent, string Provider, string ImportId);
