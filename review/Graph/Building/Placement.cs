using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Within which boundary a node stands.</summary>
internal sealed class Placement
{
    private static readonly Boundary Internet = new("internet", BoundaryKind.Outside, "Internet");
    private static readonly Boundary Entra = new("entra", BoundaryKind.Outside, "Microsoft Entra ID");
    private static readonly Boundary Private = new("private", BoundaryKind.Private, "Closed to the internet");
    private static readonly Boundary Public = new("public", BoundaryKind.Public, "Reached from the internet, with an identity");
    private static readonly Boundary Other = new("other", BoundaryKind.Other, "Beside the network");

    // Who may come in from a subnet does not stand in it.
    private static readonly string[] Allowances = ["virtualNetworkRules", "networkAcls", "networkRuleSet"];

    private readonly ILookup<PlannedResource, Reference> _from;
    private readonly Dictionary<string, PlannedResource> _byPath;
    private readonly HashSet<PlannedResource> _partsOfNetworks = new(ReferenceEqualityComparer.Instance);
    private readonly List<Boundary> _all = [Internet, Entra];
    private readonly HashSet<string> _ids;

    public Placement(IReadOnlyList<PlannedResource> resources, ResourceIndex index, ILookup<PlannedResource, Reference> from)
    {
        _from = from;
        _byPath = resources.DistinctBy(resource => resource.Path).ToDictionary(resource => resource.Path, StringComparer.Ordinal);
        foreach (var network in resources.Where(IsNetwork))
            AddNetwork(network);
        foreach (var subnet in resources.Where(resource => Kinds.Is(resource, "network:Subnet")))
        {
            if (index.ParentOf(subnet) is { } network && IsNetwork(network))
                AddSubnet(network, $"{subnet.Inputs["subnetName"] ?? subnet.Name}", $"{subnet.Inputs["addressPrefix"]}");
            _partsOfNetworks.UnionWith(from[subnet].Select(reference => reference.Target));
        }
        _ids = [.. _all.Select(boundary => boundary.Id)];
        foreach (var cluster in resources.Where(resource => Kinds.Is(resource, "containerservice:ManagedCluster")))
            AddCluster(cluster);
        _all.AddRange([Private, Public, Other]);
    }

    public static string Outside => Internet.Id;

    /// <summary>Parents before children.</summary>
    public IReadOnlyList<Boundary> All =>
        [.. _all.OrderBy(boundary => boundary.Kind is BoundaryKind.Subnet or BoundaryKind.Cluster ? BoundaryKind.Network : boundary.Kind)];

    /// <summary>The network that a boundary is, or is in.</summary>
    public string NetworkOf(string boundary)
    {
        var at = _all.Find(each => each.Id == boundary);
        while (at is { Kind: not BoundaryKind.Network, Parent: { } parent })
            at = _all.Find(each => each.Id == parent);
        return at is { Kind: BoundaryKind.Network } ? at.Id : Internet.Id;
    }

    /// <param name="parts">The main resource first.</param>
    public string Of(IReadOnlyList<PlannedResource> parts)
    {
        var main = parts[0];
        if (IsNetwork(main))
            return main.Path;
        if (main.Type.StartsWith("azuread:", StringComparison.Ordinal))
            return Entra.Id;
        if (Kinds.Is(main, "containerservice:ManagedCluster") || ClusterOf(main) is not null)
            return ClusterId(ClusterOf(main) ?? main);
        return InNetwork(main) ?? InNetworks(parts) ?? Access(main);
    }

    private PlannedResource? ClusterOf(PlannedResource resource)
        => resource.Options.Provider is { } path && _byPath.GetValueOrDefault(path) is { } provider
            ? _from[provider].Select(reference => reference.Target).FirstOrDefault(target => Kinds.Is(target, "containerservice:ManagedCluster"))
            : null;

    private string? InNetwork(PlannedResource resource)
        => _from[resource].Where(reference => IsNetwork(reference.Target) && !Allowances.Any(name => reference.Property.Contains(name, StringComparison.Ordinal)))
            .Select(reference => SubnetId(reference.Target, reference.Text) is { } subnet && _ids.Contains(subnet) ? subnet : reference.Target.Path)
            .FirstOrDefault();

    private string? InNetworks(IReadOnlyList<PlannedResource> parts)
        => _partsOfNetworks.Contains(parts[0]) ? _all.Find(each => each.Kind == BoundaryKind.Network)?.Id
            : parts.Where(part => !Kinds.Is(part, "authorization:RoleAssignment")).Select(InNetwork).FirstOrDefault(found => found is not null);

    private static string Access(PlannedResource resource)
    {
        var access = InputText.In(resource.Inputs)
            .Where(text => text.Property.Split('.')[^1].StartsWith("publicNetworkAccess", StringComparison.Ordinal)).Select(text => text.Text).ToArray();
        return (access.Length == 0 ? Other : access.Contains("Enabled") ? Public : Private).Id;
    }

    private void AddNetwork(PlannedResource network)
    {
        var space = InputText.In(network.Inputs["addressSpace"]).Select(text => text.Text);
        _all.Add(new(network.Path, BoundaryKind.Network, string.Join(' ', ["Virtual network", .. space])));
        foreach (var subnet in network.Inputs["subnets"] as JsonArray ?? [])
            AddSubnet(network, $"{subnet?["name"]}", $"{subnet?["addressPrefix"]}");
        _partsOfNetworks.UnionWith(_from[network].Select(reference => reference.Target));
    }

    private void AddSubnet(PlannedResource network, string name, string prefix)
        => _all.Add(new($"{network.Path}/{name}".ToLowerInvariant(), BoundaryKind.Subnet, $"{name} {prefix}".TrimEnd(), network.Path));

    private void AddCluster(PlannedResource cluster)
    {
        var parent = InNetwork(cluster);
        _all.Add(new(ClusterId(cluster), BoundaryKind.Cluster, $"Kubernetes {cluster.Inputs["resourceName"] ?? cluster.Name}", parent));
    }

    private static string ClusterId(PlannedResource cluster) => $"{cluster.Path}/objects";

    private static bool IsNetwork(PlannedResource resource) => Kinds.Is(resource, "network:VirtualNetwork");

    // …/virtualNetworks/<network>/subnets/<subnet>
    private static string? SubnetId(PlannedResource network, string id)
        => id.Split('/') is [.., "subnets", var subnet] ? $"{network.Path}/{subnet}".ToLowerInvariant() : null;
}
