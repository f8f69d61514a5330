using Platform.Review.Plans;

namespace Platform.Review.Diff.Matching;

/// <summary>
/// The names by which Pulumi knows the resources of a plan: the types from the outermost component down, and the resource's own name.
/// The names of its parents are no part of it. https://www.pulumi.com/docs/concepts/resources/names/#urns
/// </summary>
internal sealed class Urns(Plan plan)
{
    private readonly Dictionary<string, PlannedResource> _resources =
        plan.Resources.DistinctBy(resource => resource.Path).ToDictionary(resource => resource.Path, StringComparer.Ordinal);

    public string Of(PlannedResource resource) => $"urn:pulumi:{plan.Stack}::{plan.Project}::{QualifiedType(resource)}::{resource.Name}";

    public PlannedResource? ParentOf(PlannedResource resource)
        => resource.Parent is { } parent ? _resources.GetValueOrDefault(parent) : null;

    /// <summary>Every name under which Pulumi looks for the resource's former self: its own aliases, and those of its parents.</summary>
    public IEnumerable<string> AliasesOf(PlannedResource resource)
        => from chain in Chains(resource) from name in chain.Names select $"urn:pulumi:{plan.Stack}::{plan.Project}::{chain.Types}::{name}";

    private string QualifiedType(PlannedResource resource)
        => Below(ParentOf(resource) is { Parent: not null } parent ? QualifiedType(parent) : null, resource.Type);

    private IEnumerable<(string Types, string[] Names)> Chains(PlannedResource resource)
    {
        foreach (var types in ParentTypes(resource))
        {
            yield return (Below(types, resource.Type), [resource.Name]);
            foreach (var alias in resource.Options.Aliases ?? [])
            {
                if (Parts(alias.GetValueOrDefault("urn")) is var (whole, itsName))
                    yield return (whole, [itsName]);
                else
                    yield return (
                        Below(AliasParent(alias, types), alias.GetValueOrDefault("type", resource.Type)),
                        [alias.GetValueOrDefault("name", resource.Name)]);
            }
        }
    }

    private IEnumerable<string?> ParentTypes(PlannedResource resource)
        => ParentOf(resource) is { Parent: not null } parent
            ? Chains(parent).Select(chain => (string?)chain.Types).Distinct()
            : new string?[] { null };

    private string? AliasParent(IReadOnlyDictionary<string, string> alias, string? otherwise) => (
        alias.GetValueOrDefault("parent"), alias.GetValueOrDefault("parentUrn")) switch
    {
        ("none", _) => null,
        ({ } path, _) => _resources.GetValueOrDefault(path) is { Parent: not null } parent ? QualifiedType(parent) : null,
        (_, { } urn) => Parts(urn)?.Types is "pulumi:pulumi:Stack" or null ? null : Parts(urn)!.Value.Types,
        _ => otherwise,
    };

    private static (string Types, string Name)? Parts(string? urn)
        => urn?.Split("::") is [_, _, var types, var name] ? (types, name) : null;

    private static string Below(string? parent, string type) => parent is null ? type : $"{parent}${type}";
}
