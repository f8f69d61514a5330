using System.Text.Json;

namespace Platform.Review.Diff.Shown;

/// <summary>
/// The ids that are the same in every tenant: all roles that Azure defines, and all permissions for applications that Microsoft Graph has.
/// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles, https://learn.microsoft.com/graph/permissions-reference
/// </summary>
internal static class KnownIds
{
    private static readonly Lazy<Dictionary<string, string>> _all = new(Read);

    /// <returns>Null for an id that is none of them.</returns>
    public static string? NameOf(string id) => _all.Value.GetValueOrDefault(id);

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(KnownIds).Assembly.GetManifestResourceStream("Diff/Shown/known-ids.json")!;
        var groups = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
        return new(groups.Values.SelectMany(group => group), StringComparer.OrdinalIgnoreCase);
    }
}
