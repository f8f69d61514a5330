namespace Platform.Infra.Cluster;

/// <summary>
/// What Azure marks spot nodes with, so that only pods that can bear to lose them land there.
/// https://learn.microsoft.com/azure/aks/spot-node-pool
/// </summary>
internal static class SpotNodes
{
    public const string Key = "kubernetes.azure.com/scalesetpriority";
    public const string Value = "spot";
    public const string Effect = "NoSchedule";
}
