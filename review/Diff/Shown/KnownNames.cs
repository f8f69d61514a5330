using System.Text.Json.Nodes;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Diff.Shown;

/// <summary>What the ids stand for that nobody knows by heart: roles, permissions, and the principals of a plan.</summary>
internal sealed class KnownNames
{
    private readonly Lazy<Dictionary<string, string>> _principals;

    public KnownNames(params IEnumerable<Plan> plans) => _principals = new(() => Principals(plans));

    /// <summary><c>Owner (8e3af657-…)</c>; null where the value is no id that stands for anything known.</summary>
    public string? Of(JsonNode? value)
    {
        if (value is not JsonValue plain || !plain.TryGetValue<string>(out var text))
            return null;
        var id = text[(text.LastIndexOf('/') + 1)..];
        return Guid.TryParseExact(id, "D", out _) && (_principals.Value.GetValueOrDefault(id) ?? KnownIds.NameOf(id)) is { } name
            ? $"{name} ({id})"
            : null;
    }

    private static Dictionary<string, string> Principals(IEnumerable<Plan> plans)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [Tenant.ObjectId] = "whoever deploys" };
        foreach (var resource in plans.SelectMany(plan => plan.Resources).Where(resource => resource.Custom))
        {
            var name = resource.Path[(resource.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (PlannedId.Of(resource) is { } id)
                names.TryAdd(AzureOutputs.PrincipalId(id), name);
            else if (resource.Type.StartsWith("azuread:", StringComparison.Ordinal))
                names.TryAdd(EntraProvider.ObjectId(resource.Type, resource.Name), name);
        }

        return names;
    }
}
