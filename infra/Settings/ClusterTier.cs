namespace Platform.Infra.Settings;

/// <summary>Pricing tier of the AKS control plane; Standard carries the uptime SLA.</summary>
internal enum ClusterTier
{
    Free,
    Standard,
}
