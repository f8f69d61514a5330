using System.Globalization;
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
        _resources = [.. plan.Resources.Where(resource => resource.Custom), .. changes[true].Select(change => change.Resource)];
        foreach (var change in changes[true])
            _changes[change.Resource] = change;
        foreach (var resource in plan.Resources)
        {
            if (present.TryGetValue((resource.Path, resource.Type), out var change))
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
            .. nodes.Concat(finder.Outsiders.Values).OrderBy(node => ranks[node.Boundary]).ThenBy(node => node.Component, StringComparer.Ordinal)
                .ThenBy(node => node.Id, StringComparer.Ordinal),
        ];
        return new(_plan.Project, _plan.Stack, boundaries, all, InOrder(edges, all), _diff is not null);
    }

    private static ILookup<PlannedResource, Reference> References(IEnumerable<Reference> references, Func<Reference, PlannedResource> key)
        => references.ToLookup(key, (IEqualityComparer<PlannedResource>)ReferenceEqualityComparer.Instance);

    private IEnumerable<GraphNode> Nodes()
    {
        var parts = _resources.ToLookup(_ownership.MainOf, (IEqualityComparer<PlannedResource>)ReferenceEqualityComparer.Instance);
        var units = parts.Select(unit => (Main: unit.Key, Parts: unit.OrderBy(part => !ReferenceEquals(part, unit.Key)).ToArray()))
            .Select(unit => (unit.Main, unit.Parts, Kinds.Of(unit.Main).Label, Component: ComponentOf(unit.Main), Boundary: _placement.Of(unit.Parts)));
        foreach (var group in units.GroupBy(unit => (unit.Component, unit.Boundary, unit.Label)))
        {
            var members = group.ToArray();
            if (members.Length >= (Kinds.Of(members[0].Main).Gathers ? 2 : Crowd))
                yield return Node(group.Key.Label + $" × {members.Length.ToString(CultureInfo.InvariantCulture)}", group.Key.Component, group.Key.Boundary, members.Select(each => each.Main), members.SelectMany(each => each.Parts.Skip(1)));
            else
                foreach (var member in members)
                    yield return Node(Title(member.Main), group.Key.Component, group.Key.Boundary, [member.Main], member.Parts.Skip(1));
        }
    }

    private GraphNode Node(string title, string component, string boundary, IEnumerable<PlannedResource> mains, IEnumerable<PlannedResource> parts)
    {
        PlannedResource[] all = [.. mains, .. parts];
        var isGone = _changes.GetValueOrDefault(all[0])?.Kind == ChangeKind.Removed && _paths.Contains(all[0].Path);
        return new(
            isGone ? $"{all[0].Path} (removed)" : all[0].Path,
            title, NameOf(mains.ToArray()), component, boundary, all,
            [.. all.Select(part => _changes.GetValueOrDefault(part)).OfType<ResourceChange>().OrderBy(change => change.Risks[0].Kind).ThenBy(change => change.Kind)]);
    }

    private static string Title(PlannedResource resource)
        => (resource.Inputs["sku"] as System.Text.Json.Nodes.JsonObject)?["name"] is { } sku ? $"{Kinds.Of(resource).Label} · {sku}" : Kinds.Of(resource).Label;

    // Of several, what they have in common: what they are called, or the component.
    private string NameOf(PlannedResource[] mains)
    {
        var first = mains[0].Path.StartsWith($"{_plan.Project}/", StringComparison.Ordinal) ? mains[0].Path[(_plan.Project.Length + 1)..] : mains[0].Path;
        if (mains.Length == 1)
            return first;
        var component = first.Contains('/', StringComparison.Ordinal) ? $"{first[..first.LastIndexOf('/')]}/" : "";
        var names = mains.Select(main => main.Name).ToArray();
        var shared = names.Aggregate((one, other) => string.Concat(one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)));
        shared = shared[..(shared.LastIndexOfAny(['-', '.']) + 1)];
        return shared.Length == 0 ? $"{component}{string.Join(", ", names)}"
            : $"{component}{shared}{{{string.Join(", ", names.Select(name => name[shared.Length..]))}}}";
    }

    private static string ComponentOf(PlannedResource resource) => resource.Path.Split('/') is [_, var component, _, ..] ? component : resource.Path.Split('/')[0];

    private static IReadOnlyList<GraphEdge> InOrder(IEnumerable<GraphEdge> edges, GraphNode[] nodes)
    {
        var ranks = nodes.Index().ToDictionary(each => each.Item.Id, each => each.Index, StringComparer.Ordinal);
        return [.. edges.OrderBy(edge => edge.Layer == EdgeLayer.Telemetry).ThenBy(edge => ranks[edge.From]).ThenBy(edge => ranks[edge.To]).ThenBy(edge => edge.Layer)];
    }
}
