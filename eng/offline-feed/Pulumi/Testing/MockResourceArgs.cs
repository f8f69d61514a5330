namespace Pulumi.Testing;

public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>The arguments by their wire names: numbers are doubles, secrets are unwrapped, nulls and unknowns are left out.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = null!;

    public string? Provider { get; set; }

    /// <summary>The id of a resource that is read or imported.</summary>
    public string? Id { get; set; }
}
