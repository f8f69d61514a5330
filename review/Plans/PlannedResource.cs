using System.Text.Json.Nodes;

namespace Platform.Review.Plans;

/// <param name="Path">Names from the project down, joined by <c>/</c>: <c>platform/cluster/aks</c>.</param>
/// <param name="Type">Pulumi's type token: <c>azure-native:containerservice:ManagedCluster</c>.</param>
/// <param name="Custom">Whether a provider creates it; false for components and the stack itself.</param>
/// <param name="Parent">Path of the parent; null for the stack itself.</param>
/// <param name="Inputs">As the provider's schema names them, secrets masked, members in ordinal order.</param>
internal sealed record PlannedResource(
    string Path, string Name, string Type, bool Custom, string? Parent, PlannedOptions Options, JsonObject Inputs)
{
    /// <summary>The part of the stack that it belongs to: <c>cluster</c>; the project's name outside of any.</summary>
    public string Component => ComponentOf(Path);

    public static string ComponentOf(string path) => path.Split('/') is [_, var component, _, ..] ? component : path.Split('/')[0];

    public static IReadOnlyList<PlannedResource> InOrder(IEnumerable<PlannedResource> resources)
        => [.. resources.OrderBy(each => each.Path, StringComparer.Ordinal).ThenBy(each => each.Type, StringComparer.Ordinal)];
}
