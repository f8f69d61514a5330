namespace Platform.Infra.Settings;

/// <param name="Zones">Availability zones of both pools; empty where the region has none.</param>
/// <param name="AuthorizedRanges">CIDR ranges that may call a public API server; empty means everybody whom Entra admits.</param>
internal sealed record ClusterSettings(
    ClusterTier Tier, NodePoolSettings SystemPool, NodePoolSettings UserPool, IReadOnlyList<string> Zones, IReadOnlyList<string> AuthorizedRanges)
{
    /// <summary>All pools there are.</summary>
    public IEnumerable<NodePoolSettings> Pools => [SystemPool, UserPool];

    public static ClusterSettings Read(SettingsReader settings) => new(
        settings.Choice("clusterTier", (ClusterTier?)ClusterTier.Standard, tier => tier.ToString()),
        NodePoolSettings.Read(settings, "System", "Standard_D4ds_v5", smallest: 1, min: 3, max: 5),
        NodePoolSettings.Read(settings, "User", "Standard_D4ds_v5", smallest: 0, min: 2, max: 10),
        settings.Texts("clusterZones", "a list of zones, each 1, 2 or 3", zone => zone is "1" or "2" or "3", ["1", "2", "3"], "1"),
        settings.Texts(
            "clusterAuthorizedRanges", "a list of CIDR ranges, such as 203.0.113.0/24", range => System.Net.IPNetwork.TryParse(range, out _), [],
            "203.0.113.0/24"));
}
