using Platform.Review.Azure.Kinds;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Finds who calls, reads, watches or may do what with whom.</summary>
internal sealed class EdgeFinder(
    IReadOnlyList<PlannedResource> resources,
    ResourceIndex index,
    ILookup<PlannedResource, Reference> references,
    Placement placement,
    IReadOnlyDictionary<PlannedResource, ResourceChange> changes)
{
    private readonly Dictionary<PlannedResource, GraphNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedResource, HashSet<string>> _holders = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(string From, string To, EdgeLayer Layer), List<(string Label, ChangeKind? Change)>> _found = [];

    /// <summary>Nodes for whoever is no part of the stack, as far as there are edges to them.</summary>
    public Dictionary<string, GraphNode> Outsiders { get; } = new(StringComparer.Ordinal);

    public IEnumerable<GraphEdge> Find(IReadOnlyList<GraphNode> nodes)
    {
        foreach (var node in nodes)
        {
            foreach (var resource in node.Resources)
                _nodes[resource] = node;
        }

        foreach (var reference in resources.SelectMany(resource => references[resource]))
        {
            if (Relations.IsIdentity(reference.Target) && Relations.IsWorker(reference.Source))
                Hold(reference.Target, _nodes[reference.Source].Id);
            if (Relations.Of(reference) is var (layer, label))
                Add(_nodes[reference.Source].Id, _nodes[reference.Target].Id, layer, label, reference.Source);
        }

        foreach (var resource in resources)
            AddWays(resource);
        foreach (var grant in resources.Where(resource => Look.Is(resource, "authorization:RoleAssignment")))
            AddGrant(grant);
        // Where more is known, that something is used goes without saying
        return _found.Where(each => each.Key.Layer != EdgeLayer.Use || !IsTold(each.Key.From, each.Key.To))
            .Select(each => new GraphEdge(each.Key.From, each.Key.To, each.Key.Layer, Labels(each.Value), Common(each.Value)));
    }

    private bool IsTold(string from, string to)
        => Enum.GetValues<EdgeLayer>().Any(layer => layer != EdgeLayer.Use && _found.ContainsKey((from, to, layer)));

    private static string[] Labels(List<(string Label, ChangeKind? Change)> found)
        => [.. found.Select(each => each.Label).Distinct().Order(StringComparer.Ordinal)];

    // Who comes in where, and what leads out.
    private void AddWays(PlannedResource resource)
    {
        var node = _nodes[resource];
        if (Relations.IsOpenEntrance(resource) is { } isOpen)
        {
            var callers = isOpen ? Outsider("callers", "Callers", "anywhere on the internet", Placement.Outside)
                : Outsider("network-callers", "Callers", "in the network only", placement.NetworkOf(node.Boundary));
            Add(callers, node.Id, EdgeLayer.Traffic, "HTTPS", resource);
        }

        if (Look.Of(resource).Role == KindRole.Node && index.ParentOf(resource) is { } whole)
            Add(node.Id, _nodes[whole].Id, EdgeLayer.Use, "part of", resource);
        if (Relations.IsWayOut(resource))
        {
            var internet = Outsider("internet", "The internet", "what the stack calls", Placement.Outside);
            Add(node.Id, internet, EdgeLayer.Traffic, "way out", resource);
        }

        // A pod is an identity by the account that it runs as
        if (Look.Is(resource, "managedidentity:FederatedIdentityCredential") && index.ParentOf(resource) is { } identity
            && index.Named($"{resource.Inputs["subject"]}") is { } account)
            Hold(identity, _nodes[account].Id);
    }

    private void AddGrant(PlannedResource grant)
    {
        if (index.Named($"{grant.Inputs["principalId"]}") is not { } principal)
            return;
        var scope = index.ParentOf(grant) ?? grant;
        var role = Roles.NameOf($"{grant.Inputs["roleDefinitionId"]}");
        foreach (var holder in _holders.GetValueOrDefault(principal) ?? [_nodes[principal].Id])
            Add(holder, _nodes[scope].Id, EdgeLayer.Access, role, grant);
    }

    private void Hold(PlannedResource identity, string holder)
    {
        if (_holders.TryGetValue(identity, out var holders))
            holders.Add(holder);
        else
            _holders[identity] = [holder];
    }

    private string Outsider(string id, string title, string name, string boundary)
    {
        Outsiders.TryAdd(id, new(id, title, name, "", boundary, [], []));
        return id;
    }

    private void Add(string from, string to, EdgeLayer layer, string label, PlannedResource because)
    {
        if (from == to)
            return;
        var change = changes.GetValueOrDefault(because)?.Kind;
        if (change is not (ChangeKind.Added or ChangeKind.Removed))
            change = null;
        if (!_found.TryGetValue((from, to, layer), out var labels))
            _found[(from, to, layer)] = labels = [];
        labels.Add((label, change));
    }

    private static ChangeKind? Common(List<(string Label, ChangeKind? Change)> found)
        => found.TrueForAll(each => each.Change == found[0].Change) ? found[0].Change : null;
}
