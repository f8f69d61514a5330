namespace Platform.Infra.Cluster;

/// <summary>What all node pools share.</summary>
internal static class NodeDefaults
{
    /// <summary>Fits the temporary disk of the smallest size with one (75 GiB on 2 cores), so that the OS disk can be ephemeral.</summary>
    public const int OsDiskGigabytes = 64;

    /// <summary>Pods per node; fixed when a pool is created.</summary>
    public const int MaxPods = 110;

    /// <summary>How many nodes an upgrade adds at a time.</summary>
    public static string UpgradeSurge => $"{SurgePercent}%";

    private const int SurgePercent = 33;

    /// <summary>Nodes that an upgrade adds to a pool; AKS rounds up: https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#customize-node-surge-upgrade</summary>
    public static int SurgeOf(int count) => ((count * SurgePercent) + 99) / 100;
}
