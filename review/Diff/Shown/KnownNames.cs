using System.Text.Json.Nodes;
using Platform.Infra.Identity;
using Platform.Review.Cloud;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Shown;

/// <summary>What the ids stand for that nobody knows by heart: roles, permissions, and the principals of a plan.</summary>
internal sealed class KnownNames
{
    // Of those that the program gives to nobody, the ones that give the most:
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged
    private static readonly (string Id, string Name)[] Privileged =
    [
        ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner"),
        ("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"),
        ("a8889054-8d42-49c9-bc1c-52486c10e7cd", "Reservations Administrator"),
        ("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer"),
        ("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"),
        ("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner"),
    ];

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    public KnownNames(params IEnumerable<Plan> plans)
    {
        foreach (var (id, name) in Privileged)
            _names[id] = name;
        foreach (var role in BuiltInRole.All)
            _names[role.Id] = role.Name;
        foreach (var permission in GraphPermission.All)
            _names[permission.Id] = permission.Name;
        _names[Tenant.ObjectId] = "whoever deploys";
        foreach (var resource in plans.SelectMany(plan => plan.Resources).Where(resource => resource.Custom))
            Add(resource);
    }

    /// <summary><c>Owner (8e3af657-…)</c>; null where the value is no id that stands for anything known.</summary>
    public string? Of(JsonNode? value)
        => value is JsonValue plain && plain.TryGetValue<string>(out var text)
            && _names.TryGetValue(text[(text.LastIndexOf('/') + 1)..], out var name)
            ? $"{name} ({text[(text.LastIndexOf('/') + 1)..]})"
            : null;

    private void Add(PlannedResource resource)
    {
        var name = resource.Path[(resource.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (PlannedId.Of(resource) is { } id)
            _names.TryAdd(AzureOutputs.PrincipalId(id), name);
        else if (resource.Type.StartsWith("azuread:", StringComparison.Ordinal))
            _names.TryAdd(EntraProvider.ObjectId(resource.Type, resource.Name), name);
    }
}
