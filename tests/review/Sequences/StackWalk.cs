using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Sequences;

/// <summary>
/// What Pulumi does from one plan to the next: what is new is created and what is another replaced, deletions come last; and how a stack
/// goes. Of Azure's resources alone, as the others are in the cluster or in Entra, which take a name again at once.
/// https://www.pulumi.com/docs/concepts/resources/options/
/// </summary>
internal sealed class StackWalk
{
    private readonly Dictionary<string, (PlannedResource Resource, string Id)> _state = new(StringComparer.Ordinal);
    private Plan? _plan;

    public ModelledAzure Azure { get; } = new();

    public void Up(Plan plan)
    {
        var changes = PlanDiff.Between(_plan, plan).Changes.Where(change => change is { Before: not null, After: not null })
            .ToDictionary(change => KeyOf(change.After!), StringComparer.Ordinal);
        var gone = new List<(PlannedResource Resource, string Id)>();
        foreach (var resource in Ordered(plan))
        {
            if (!_state.TryGetValue(KeyOf(resource), out var former))
                _state[KeyOf(resource)] = (resource, Azure.Create(resource));
            else if (changes.GetValueOrDefault(KeyOf(resource)) is not { } change)
                _state[KeyOf(resource)] = (resource, former.Id);
            else if (change.Kind is ChangeKind.Replaced)
                _state[KeyOf(resource)] = (resource, Replace(resource, former, gone));
            else
                _state[KeyOf(resource)] = (resource, Update(resource, former, change));
        }

        var present = plan.Resources.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, removed) in _state.Where(each => !present.Contains(each.Key)).ToArray())
        {
            gone.Add(removed);
            _state.Remove(key);
        }

        foreach (var (resource, id) in gone)
            Delete(resource, id, []);
        _plan = plan;
    }

    /// <summary>Dependents first.</summary>
    public void Destroy()
    {
        var going = _state.Values.Select(each => each.Resource.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in Ordered(_plan!).AsEnumerable().Reverse())
        {
            if (resource.Options.Protect is true)
                throw new AzureRefusal($"{resource.Path} is protected");
            Delete(resource, _state[KeyOf(resource)].Id, going);
        }

        _state.Clear();
        _plan = null;
    }

    private string Replace(
        PlannedResource resource, (PlannedResource Resource, string Id) former, List<(PlannedResource Resource, string Id)> gone)
    {
        // The provider deletes first what it does not name itself
        var deletesFirst = resource.Options.DeleteBeforeReplace ?? ModelledAzure.Names(resource);
        if (deletesFirst)
            Delete(former.Resource, former.Id, []);
        else
            gone.Add(former);
        return Azure.Create(resource);
    }

    private string Update(PlannedResource resource, (PlannedResource Resource, string Id) former, ResourceChange change)
    {
        if (change.Properties.FirstOrDefault(property => property.IsRefused) is { } refused)
            throw new AzureRefusal($"{resource.Path} does not change its {refused.Path}");
        // By its hook, before it is written: infra/Gateway/ClosedTiers.cs
        if (resource.Path == "platform/gateway/tiers")
            foreach (var tier in TiersOf(former.Resource).Except(TiersOf(resource)))
                Azure.Remove(Azure.There.Single(id => id.EndsWith($"/products/{tier}", StringComparison.Ordinal)));
        return former.Id;
    }

    private void Delete(PlannedResource resource, string id, HashSet<string> going)
    {
        if (resource.Options.RetainOnDelete is not true && !(resource.Options.DeletedWith is { } whole && going.Contains(whole)))
            Azure.Delete(resource, id);
    }

    private static IEnumerable<string> TiersOf(PlannedResource tiers)
        => tiers.Inputs["properties"]!["parameters"]!["tiers"]!["value"]!.AsArray().Select(tier => (string)tier!);

    private static string KeyOf(PlannedResource resource) => $"{resource.Path} {resource.Type}";

    // What others are made from comes before them: what they depend on, and what their inputs name
    private static List<PlannedResource> Ordered(Plan plan)
    {
        var azure = plan.Resources.Where(resource => resource.Type.StartsWith("azure-native:", StringComparison.Ordinal)).ToArray();
        var ids = azure.Select(resource => (resource, Id: Review.Plans.PlannedId.Of(resource)!)).ToArray();
        var (ordered, seen) = (new List<PlannedResource>(), new HashSet<PlannedResource>(ReferenceEqualityComparer.Instance));
        foreach (var (resource, id) in ids)
            Visit(resource, id);
        return ordered;

        void Visit(PlannedResource resource, string own)
        {
            if (!seen.Add(resource))
                return;
            var text = resource.Inputs.ToJsonString();
            foreach (var (other, id) in ids)
                if (!ReferenceEquals(other, resource) && (resource.Options.DependsOn?.Contains(other.Path) is true
                    || text.Contains($"\"{id}\"", StringComparison.Ordinal)
                    || own.StartsWith($"{id}/", StringComparison.OrdinalIgnoreCase)))
                    Visit(other, id);
            ordered.Add(resource);
        }
    }
}
