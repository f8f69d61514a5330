using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Makes the picture of a plan: resources to nodes, nodes into boundaries, references to edges.</summary>
internal sealed class GraphBuilder
{
    // As many of one kind and component are looked at one by one.
    private const int Crowd = 4;

    private readonly Plan _plan;
    private readonly PlanDiff? _diff;
    private readonly IReadOnlyList<PlannedResource> _resources;
    private readonly ResourceIndex _index;
    private readonly ILookup<PlannedResource, Reference> _from;
    private readonly HashSet<string> _paths;
    private readonly Ownership _ownership;
    private readonly Placement _placement;
    private readonly Dictionary<PlannedResource, ResourceChange> _changes = new(ReferenceEqualityComparer.Instance);

    public GraphBuilder(Plan plan, PlanDiff? diff)
    {
        (_plan, _diff) = (plan, diff);
        var changes = (diff?.Changes ?? []).ToLookup(change => change.Kind == ChangeKind.Removed);
        var present = changes[false].ToDictionary(change => (change.Path, change.Resource.Type));
        (PlannedResource Resource, ResourceChange? Change)[] all =
        [
            .. plan.Resources.Select(each => (each.AsTyped(), present.GetValueOrDefault((each.Path, each.Type)))),
            .. changes[true].Select(change => (change.Resource.AsTyped(), (ResourceChange?)change)),
        ];
        _resources = [.. all.Select(each => each.Resource).Where(resource => resource.Custom)];
        foreach (var (resource, change) in all)
        {
            if (change is not null)
                _changes[resource] = change;
        }

        _paths = plan.Resources.Select(resource => resource.Path).ToHashSet(StringComparer.Ordinal);
        _index = new ResourceIndex(_resources);
        var references = _resources.SelectMany(_index.ReferencesOf).ToArray();
        _from = References(references, reference => reference.Source);
        _ownership = new Ownership(_resources, _index, _from, References(references, reference => reference.Target));
        _placement = new Placement(_resources, _index, _from);
    }

    public ArchitectureGraph Build()
    {
        var boundaries = _placement.All;
        var ranks = boundaries.Index().ToDictionary(each => each.Item.Id, each => each.Index, StringComparer.Ordinal);
        var nodes = Nodes().ToArray();
        var finder = new EdgeFinder(_resources, _index, _from, _placement, _changes);
        var edges = finder.Find(nodes).ToArray();
        GraphNode[] all =
        [
            .. nodes.Concat(finder.Outsiders.Values).OrderBy(node => ranks[node.Boundary])
                .ThenBy(node => node.Component, StringComparer.Ordinal).ThenBy(node => node.Id, StringComparer.Ordinal),
        ];
        return new(_plan.Project, _plan.Stack, boundaries, all, InOrder(edges, all), _diff is not null);
    }

    private static ILookup<PlannedResource, Reference> References(IEnumerable<Reference> references, Func<Reference, PlannedResource> key)
        => references.ToLookup(key, (IEqualityComparer<PlannedResource>)ReferenceEqualityComparer.Instance);

    private IEnumerable<GraphNode> Nodes()
    {
        var parts = _resources.ToLookup(_ownership.MainOf, (IEqualityComparer<PlannedResource>)ReferenceEqualityComparer.Instance);
        var units = parts.Select(unit => new Unit(unit.Key, [unit.Key, .. unit.Where(part => !ReferenceEquals(part, unit.Key))]));
        var groups = units.GroupBy(
            unit => (unit.Main.Component, Boundary: _placement.Of(unit.Parts), Look.Of(unit.Main).Label));
        foreach (var group in groups)
        {
            var members = group.ToArray();
            var crowd = Look.Of(members[0].Main).Gathers ? 2 : Crowd;
            foreach (var unit in members.Length >= crowd ? [members] : members.Select(member => new[] { member }))
                yield return Node(unit, group.Key.Component, group.Key.Boundary);
        }
    }

    private GraphNode Node(Unit[] units, string component, string boundary)
    {
        PlannedResource[] all = [.. units.Select(unit => unit.Main), .. units.SelectMany(unit => unit.Parts.Skip(1))];
        var label = Look.Of(all[0]).Label;
        var title = units.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{label} × {units.Length}")
            : (all[0].Inputs["sku"] as JsonObject)?["name"] is { } sku ? $"{label} · {sku}"
            : label;
        // What is removed may have the path of what is there now
        var isShadow = _changes.GetValueOrDefault(all[0])?.Kind == ChangeKind.Removed && _paths.Contains(all[0].Path);
        var changes = all.Select(part => _changes.GetValueOrDefault(part)).OfType<ResourceChange>();
        var id = isShadow ? $"{all[0].Path} (removed)" : all[0].Path;
        return new(id, title, NameOf(units), component, boundary, all, [.. InOrder(changes)])
        {
            IsOfOne = units.Length == 1,
        };
    }

    // Of several, what each is called, after what they have in common
    private string NameOf(Unit[] units)
    {
        var path = units[0].Main.Path;
        var first = path.StartsWith($"{_plan.Project}/", StringComparison.Ordinal) ? path[(_plan.Project.Length + 1)..] : path;
        if (units.Length == 1)
            return first;
        var component = first[..(first.LastIndexOf('/') + 1)];
        var names = units.Select(unit => unit.Main.Name).ToArray();
        var shared = names.Aggregate(SharedStart);
        shared = shared[..(shared.LastIndexOfAny(['-', '.']) + 1)];
        var rest = string.Join(", ", names.Select(name => name[shared.Length..]));
        return shared.Length == 0 ? $"{component}{rest}" : $"{component}{shared}{{{rest}}}";
    }

    private static string SharedStart(string one, string other)
        => one[..one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count()];

    private static IEnumerable<ResourceChange> InOrder(IEnumerable<ResourceChange> changes)
        => changes.OrderBy(change => change.Risks[0].Kind).ThenBy(change => change.Kind);

    private static GraphEdge[] InOrder(IEnumerable<GraphEdge> edges, GraphNode[] nodes)
    {
        var ranks = nodes.Index().ToDictionary(each => each.Item.Id, each => each.Index, StringComparer.Ordinal);
        return
        [
            .. edges.OrderBy(edge => edge.Layer == EdgeLayer.Telemetry).ThenBy(edge => ranks[edge.From]).ThenBy(edge => ranks[edge.To])
                .ThenBy(edge => edge.Layer),
        ];
    }

    /// <param name="Parts">The main resource first.</param>
    private sealed record Unit(PlannedResource Main, IReadOnlyList<PlannedResource> Parts);
}
