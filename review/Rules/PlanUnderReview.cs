using System.Text.Json.Nodes;
using Platform.Review.Azure.Kinds;
using Platform.Review.AzureTypes;
using Platform.Review.Plans;
using Platform.Review.Types;

namespace Platform.Review.Rules;

/// <summary>A plan as rules look at it: by type, by id, by what belongs to what.</summary>
internal sealed class PlanUnderReview
{
    private const string Azure = "azure-native:";
    private readonly ILookup<string, PlannedResource> _byType;
    private readonly Dictionary<PlannedResource, string> _ids;
    private readonly Lazy<IReadOnlyList<TypeFault>> _typeFaults;
    private readonly Lazy<IReadOnlyList<TypeFault>> _objectFaults;

    public PlanUnderReview(Plan plan)
    {
        Plan = plan;
        _typeFaults = new(() => AzureTypes.TypeFaults.In(plan));
        _objectFaults = new(() => KubernetesTypes.ObjectFaults.In(plan));
        Resources = [.. plan.Resources.Where(resource => resource.Custom).Select(GenericResource.AsTyped)];
        _byType = Resources.Concat(Resources.SelectMany(TemplatedPolicies)).ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
        _ids = Resources.Where(IsAzure)
            .ToDictionary(
                resource => resource, resource => PlannedId.Of(resource) ?? "",
                (IEqualityComparer<PlannedResource>)ReferenceEqualityComparer.Instance);
    }

    public Plan Plan { get; }

    /// <summary>Where it departs from Azure's own definitions.</summary>
    public IReadOnlyList<TypeFault> TypeFaults => _typeFaults.Value;

    /// <summary>Where its objects depart from what Kubernetes publishes of them.</summary>
    public IReadOnlyList<TypeFault> ObjectFaults => _objectFaults.Value;

    /// <summary>What providers create; no components.</summary>
    public IReadOnlyList<PlannedResource> Resources { get; }

    /// <param name="type">As in <see cref="Part"/>.</param>
    public IEnumerable<PlannedResource> OfType(string type) => _byType[type];

    /// <summary>Whether the plan closes anything off from the internet.</summary>
    public bool IsPrivate => OfType("network:PrivateEndpoint").Any();

    /// <summary>The id in Azure; empty for what is not there.</summary>
    public string IdOf(PlannedResource resource) => _ids.GetValueOrDefault(resource, "");

    public PlannedResource? WithId(string id)
        => _ids.FirstOrDefault(each => each.Value.Equals(id, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>The children and extensions of a resource, its diagnostic settings among them: their ids are below its own.</summary>
    public IEnumerable<PlannedResource> ChildrenOf(PlannedResource resource, string type)
        => IdOf(resource) is { Length: > 0 } id
            ? OfType(type).Where(child => IdOf(child).StartsWith($"{id}/", StringComparison.OrdinalIgnoreCase))
            : [];

    /// <summary>The part of a type's name that differs: <c>keyvault:Vault</c>, <c>Deployment</c>.</summary>
    public static string NameOf(PlannedResource resource)
        => IsAzure(resource) ? KindCatalogue.Unversioned(resource.Type)[Azure.Length..]
            : resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal) ? resource.Type[(resource.Type.LastIndexOf(':') + 1)..]
            : resource.Type;

    public static bool IsAzure(PlannedResource resource) => resource.Type.StartsWith(Azure, StringComparison.Ordinal);

    // The gateway's global policy, which a template writes
    private static IEnumerable<PlannedResource> TemplatedPolicies(PlannedResource resource)
        => resource.Type != "azure-native:resources:Deployment" ? [] :
            from written in InputValue.Of(resource).All("properties.template.resources[*]")
            where written.At("type").Is("Microsoft.ApiManagement/service/policies")
            select resource with
            {
                Type = "azure-native:apimanagement:Policy",
                Inputs = (JsonObject)written.At("properties").Node!.DeepClone(),
            };
}
