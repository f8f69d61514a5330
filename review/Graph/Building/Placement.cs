using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Within which boundary a node stands.</summary>
internal sealed partial class Placement
{
    private static readonly Boundary _internet = new("internet", BoundaryKind.Outside, "Internet");
    private static readonly Boundary _entra = new("entra", BoundaryKind.Outside, "Microsoft Entra ID");
    private static readonly Boundary _private = new("private", BoundaryKind.Private, "Closed to the internet");
    private static readonly Boundary _public = new("public", BoundaryKind.Public, "Reached from the internet, with an identity");
    private static readonly Boundary _other = new("other", BoundaryKind.Other, "Beside the network");

    // Who may come in from a subnet does not stand in it.
    private static readonly string[] _allowances = ["virtualNetworkRules", "networkAcls", "networkRuleSet"];

    private readonly ILookup<PlannedResource, Reference> _from;
    private readonly Dictionary<string, PlannedResource> _byPath;
    private readonly HashSet<PlannedResource> _partsOfNetworks = new(ReferenceEqualityComparer.Instance);
    private readonly List<Boundary> _all = [_internet, _entra];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    // By the networks' ids in Azure
    private readonly Dictionary<string, string> _networks = new(StringComparer.OrdinalIgnoreCase);

    public Placement(IReadOnlyList<PlannedResource> resources, ResourceIndex index, ILookup<PlannedResource, Reference> from)
    {
        _from = from;
        _byPath = resources.DistinctBy(resource => resource.Path).ToDictionary(resource => resource.Path, StringComparer.Ordinal);
        foreach (var network in resources.Where(IsNetwork))
            AddNetwork(network, index.IdOf(network) ?? network.Path);
        foreach (var subnet in resources.Where(resource => Look.Is(resource, "network:Subnet")))
        {
            if (index.ParentOf(subnet) is { } network && IsNetwork(network))
                AddSubnet(network.Path, $"{subnet.Inputs["subnetName"] ?? subnet.Name}", $"{subnet.Inputs["addressPrefix"]}");
            _partsOfNetworks.UnionWith(from[subnet].Select(reference => reference.Target));
        }

        foreach (var place in resources.Where(resource => !IsGrant(resource)).SelectMany(Places))
            AddForeign(place);
        foreach (var cluster in resources.Where(IsCluster))
            AddCluster(cluster);
        _all.AddRange([_private, _public, _other]);
    }

    public static string Outside => _internet.Id;

    /// <summary>Parents before children.</summary>
    public IReadOnlyList<Boundary> All
        => [
            .. _all.OrderBy(
                boundary => boundary.Kind is BoundaryKind.Subnet or BoundaryKind.Cluster ? BoundaryKind.Network : boundary.Kind),
        ];

    /// <summary>The network that a boundary is, or is in.</summary>
    public string NetworkOf(string boundary)
    {
        var at = _all.Find(each => each.Id == boundary);
        while (at is { Kind: not BoundaryKind.Network, Parent: { } parent })
            at = _all.Find(each => each.Id == parent);
        return at is { Kind: BoundaryKind.Network } ? at.Id : _internet.Id;
    }

    /// <param name="parts">The main resource first.</param>
    public string Of(IReadOnlyList<PlannedResource> parts)
    {
        var main = parts[0];
        if (IsNetwork(main))
            return main.Path;
        if (main.Type.StartsWith("azuread:", StringComparison.Ordinal))
            return _entra.Id;
        if (ClusterOf(main) is { } cluster)
            return ClusterId(cluster);
        return InNetwork(main) ?? InNetworks(parts) ?? Access(main);
    }

    private PlannedResource? ClusterOf(PlannedResource resource)
        => IsCluster(resource) ? resource
            : resource.Options.Provider is { } path && _byPath.GetValueOrDefault(path) is { } provider
            ? _from[provider].Select(reference => reference.Target).FirstOrDefault(IsCluster)
            : null;

    private string? InNetwork(PlannedResource resource)
        => Places(resource).Select(place => _networks.GetValueOrDefault(place.Groups["network"].Value) is not { } network ? null
            : _ids.Contains(SubnetId(network, place.Groups["subnet"].Value)) ? SubnetId(network, place.Groups["subnet"].Value)
            : network).OfType<string>().FirstOrDefault();

    private string? InNetworks(IReadOnlyList<PlannedResource> parts)
        => _partsOfNetworks.Contains(parts[0]) ? _all.Find(each => each.Kind == BoundaryKind.Network)?.Id
            : parts.Where(part => !IsGrant(part)).Select(InNetwork).OfType<string>().FirstOrDefault();

    private static IEnumerable<Match> Places(PlannedResource resource)
        => InputText.In(resource.Inputs)
            .Where(text => InputText.IsId(text.Text) && !_allowances.Any(name => text.Property.Contains(name, StringComparison.Ordinal)))
            .Select(text => Place().Match(text.Text)).Where(match => match.Success);

    private static string Access(PlannedResource resource)
    {
        var access = InputText.In(resource.Inputs)
            .Where(text => text.Property.Split('.')[^1].StartsWith("publicNetworkAccess", StringComparison.Ordinal))
            .Select(text => text.Text).ToArray();
        return (access.Length == 0 ? _other : access.Contains("Enabled") ? _public : _private).Id;
    }

    private void AddNetwork(PlannedResource network, string id)
    {
        var space = InputText.In(network.Inputs["addressSpace"]).Select(text => text.Text);
        _all.Add(new(network.Path, BoundaryKind.Network, string.Join(' ', ["Virtual network", .. space])));
        _networks[id] = network.Path;
        foreach (var subnet in network.Inputs["subnets"] as JsonArray ?? [])
            AddSubnet(network.Path, $"{subnet?["name"]}", $"{subnet?["addressPrefix"]}");
        _partsOfNetworks.UnionWith(_from[network].Select(reference => reference.Target));
    }

    // A network that was there before, of which the plan knows the id alone
    private void AddForeign(Match place)
    {
        var (id, subnet) = (place.Groups["network"].Value, place.Groups["subnet"].Value);
        if (!_networks.TryGetValue(id, out var network))
        {
            _networks[id] = network = id.ToLowerInvariant();
            _all.Add(new(network, BoundaryKind.Network, $"Virtual network {ArmId.NameIn(id)}, not of this stack"));
        }

        if (subnet.Length > 0 && InputText.IsId(network))
            AddSubnet(network, subnet, "");
    }

    private void AddCluster(PlannedResource cluster)
    {
        var label = $"Kubernetes {cluster.Inputs["resourceName"] ?? cluster.Name}";
        _all.Add(new(ClusterId(cluster), BoundaryKind.Cluster, label, InNetwork(cluster)));
    }

    private void AddSubnet(string network, string name, string prefix)
    {
        if (_ids.Add(SubnetId(network, name)))
            _all.Add(new(SubnetId(network, name), BoundaryKind.Subnet, $"{name} {prefix}".TrimEnd(), network));
    }

    private static string ClusterId(PlannedResource cluster) => $"{cluster.Path}/objects";

    private static string SubnetId(string network, string name) => $"{network}/{name}".ToLowerInvariant();

    private static bool IsCluster(PlannedResource resource) => Look.Is(resource, "containerservice:ManagedCluster");

    private static bool IsNetwork(PlannedResource resource) => Look.Is(resource, "network:VirtualNetwork");

    private static bool IsGrant(PlannedResource resource) => Look.Is(resource, "authorization:RoleAssignment");

    [GeneratedRegex("^(?<network>/subscriptions/.+/virtualNetworks/[^/]+)(/subnets/(?<subnet>[^/]+))?", RegexOptions.IgnoreCase)]
    private static partial Regex Place();
}
