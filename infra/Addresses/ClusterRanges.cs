namespace Platform.Infra.Addresses;

/// <summary>Ranges inside the cluster, the same in every stack; the virtual network is kept clear of them.</summary>
internal static class ClusterRanges
{
    public const string Pods = "10.244.0.0/16";
    public const string Services = "10.245.0.0/16";
    public const string Dns = "10.245.0.10";
}
