using Platform.Infra.Grants;

namespace Platform.Review.Graph.Building;

/// <summary>What the roles that the program grants are called.</summary>
internal static class Roles
{
    private static readonly Dictionary<string, string> _names = BuiltInRole.All
        .DistinctBy(role => role.Id).ToDictionary(role => role.Id, role => role.Name, StringComparer.OrdinalIgnoreCase);

    /// <param name="definition">The id of the role's definition, which ends with the role's own.</param>
    public static string NameOf(string definition)
        => _names.GetValueOrDefault(definition[(definition.LastIndexOf('/') + 1)..], "another role")
            .Replace("Azure Kubernetes Service", "AKS", StringComparison.Ordinal);
}
