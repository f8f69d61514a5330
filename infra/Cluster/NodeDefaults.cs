namespace Platform.Infra.Cluster;

/// <summary>
/// What all node pools share and no stack changes. FIPS mode is off: it would be one of the nodes' system, while the cryptography that
/// serves callers is in the gateway and in the server's own image, and a pool cannot be moved into it or out of it.
/// </summary>
internal static class NodeDefaults
{
    /// <summary>Fits the temporary disk of the smallest size with one (75 GiB on 2 cores), so that the OS disk can be ephemeral.</summary>
    public const int OsDiskGigabytes = 64;

    /// <summary>Pods per node; fixed when a pool is created.</summary>
    public const int MaxPods = 110;
}
