namespace Platform.Infra.Settings;

/// <param name="SystemPoolIsApart">
/// Whether the system pool is a resource of its own, and not the one that AKS makes together with the cluster: only where the cluster
/// is there already, as AKS makes none without a pool.
/// </param>
/// <param name="Hours">When it runs; null: always.</param>
/// <param name="BackupDays">How long a night's copy is kept; 0 where there is none.</param>
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
    ClusterHours? Hours,
    int BackupDays)
{
    private const string OfZones = "a list of zones, each 1, 2 or 3";

    /// <summary>Whether AKS installs drivers on any node.</summary>
    public bool HasGpuDrivers => GpuPool.Exists && GpuDrivers;

    /// <summary>All pools there are.</summary>
    public IEnumerable<NodePoolSettings> Pools => [SystemPool, UserPool, SpotPool, GpuPool];

    public static ClusterSettings Read(SettingsReader settings) => new(
        settings.Choice(
            new("clusterTier", "Free or Standard, which carries the uptime SLA"),
            (ClusterTier?)ClusterTier.Standard, tier => tier.ToString()),
        NodePoolSettings.Read(settings, "System", new("Standard_D4ds_v5", 3, 5), smallest: 1),
        settings.Flag(
            new(
                "clusterSystemPoolApart",
                "Whether the system pool is one of its own, whose size can change, in place of the one that AKS makes with the "
                + "cluster; only for a cluster that exists"),
            false),
        NodePoolSettings.Read(settings, "User", new("Standard_D4ds_v5", 2, 10), smallest: 0),
        NodePoolSettings.ReadSpot(settings),
        NodePoolSettings.ReadGpu(settings),
        settings.Flag(new("clusterGpuDrivers", "Whether AKS installs NVIDIA's drivers; false where NVIDIA's GPU operator does"), true),
        settings.Texts(
            new("clusterGpuZones", "Availability zones of the GPU nodes, of those that have the size; an empty list leaves it to Azure"),
            OfZones, IsZone, [], "1"),
        settings.Texts(
            new("clusterZones", "Availability zones of the other nodes; an empty list where the region has none"),
            OfZones, IsZone, ["1", "2", "3"], "1"),
        NodeSettings.Read(settings),
        settings.Texts(
            new("clusterAuthorizedRanges", "CIDR ranges that may call a public API server; an empty list admits whomever Entra admits"),
            "a list of CIDR ranges, such as 203.0.113.0/24",
            range => System.Net.IPNetwork.TryParse(range, out _), [],
            "203.0.113.0/24"),
        ClusterHours.Read(settings),
        settings.Whole(
            new(
                "clusterBackupDays",
                "How long a copy of the platform's namespaces and disks is kept that Azure Backup takes every night, 1 to 360 days; "
                + "0 takes none"),
            0, min: 0, max: 360));

    private static bool IsZone(string value) => value is "1" or "2" or "3";
}
