namespace Platform.Infra.Settings;

/// <param name="SystemPoolIsApart">
/// Whether the system pool is a resource of its own, and not the one that AKS makes together with the cluster: only where the cluster
/// is there already, as AKS makes none without a pool.
/// </param>
/// <param name="SpotPool">Nodes that Azure may take back at 30 seconds' notice, at a fraction of the price; none by default.</param>
/// <param name="GpuPool">Nodes for pods that ask for a GPU; none by default.</param>
/// <param name="GpuDrivers">Whether AKS installs NVIDIA's drivers; off where NVIDIA's GPU operator does.</param>
/// <param name="GpuZones">Availability zones of the GPU pool: of the region's, those that have its size; empty leaves it to Azure.</param>
/// <param name="Zones">Availability zones of the other pools; empty where the region has none.</param>
/// <param name="AuthorizedRanges">CIDR ranges that may call a public API server; empty means everybody whom Entra admits.</param>
/// <param name="Hours">When it runs; null: always.</param>
internal sealed record ClusterSettings(
    ClusterTier Tier,
    NodePoolSettings SystemPool,
    bool SystemPoolIsApart,
    NodePoolSettings UserPool,
    NodePoolSettings SpotPool,
    NodePoolSettings GpuPool,
    bool GpuDrivers,
    IReadOnlyList<string> GpuZones,
    IReadOnlyList<string> Zones,
    NodeSettings Nodes,
    IReadOnlyList<string> AuthorizedRanges,
    ClusterHours? Hours)
{
    private const string OfZones = "a list of zones, each 1, 2 or 3";

    /// <summary>Whether AKS installs drivers on any node.</summary>
    public bool HasGpuDrivers => GpuPool.Exists && GpuDrivers;

    /// <summary>All pools there are.</summary>
    public IEnumerable<NodePoolSettings> Pools => [SystemPool, UserPool, SpotPool, GpuPool];

    public static ClusterSettings Read(SettingsReader settings) => new(
        settings.Choice("clusterTier", (ClusterTier?)ClusterTier.Standard, tier => tier.ToString()),
        NodePoolSettings.Read(settings, "System", new("Standard_D4ds_v5", 3, 5), smallest: 1),
        settings.Flag("clusterSystemPoolApart", false),
        NodePoolSettings.Read(settings, "User", new("Standard_D4ds_v5", 2, 10), smallest: 0),
        NodePoolSettings.ReadOptional(settings, "Spot", "Standard_D4ds_v5"),
        NodePoolSettings.ReadOptional(settings, "Gpu", "Standard_NC4as_T4_v3"),
        settings.Flag("clusterGpuDrivers", true),
        settings.Texts("clusterGpuZones", OfZones, IsZone, [], "1"),
        settings.Texts("clusterZones", OfZones, IsZone, ["1", "2", "3"], "1"),
        NodeSettings.Read(settings),
        settings.Texts(
            "clusterAuthorizedRanges", "a list of CIDR ranges, such as 203.0.113.0/24",
            range => System.Net.IPNetwork.TryParse(range, out _), [],
            "203.0.113.0/24"),
        ClusterHours.Read(settings));

    private static bool IsZone(string value) => value is "1" or "2" or "3";
}
