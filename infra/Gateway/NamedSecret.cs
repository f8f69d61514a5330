using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>A secret that the gateway keeps under a name.</summary>
/// <param name="Name">Of the named value.</param>
internal sealed record NamedSecret(string Name, Resource Resource)
{
    /// <summary>As policies and backends refer to it.</summary>
    public string Reference => $"{{{{{Name}}}}}";
}
