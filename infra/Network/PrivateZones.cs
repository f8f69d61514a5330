namespace Platform.Infra.Network;

/// <summary>
/// The DNS zones that answer for private endpoints.
/// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
/// </summary>
internal static class PrivateZones
{
    public const string Registry = "privatelink.azurecr.io";
    public const string Vault = "privatelink.vaultcore.azure.net";
    public const string Blob = "privatelink.blob.core.windows.net";
    public const string File = "privatelink.file.core.windows.net";
    public const string Queue = "privatelink.queue.core.windows.net";
    public const string Table = "privatelink.table.core.windows.net";
    public const string Database = "privatelink.postgres.database.azure.com";
    public const string MachineLearning = "privatelink.api.azureml.ms";
    public const string Notebooks = "privatelink.notebooks.azure.net";

    /// <summary>Of a gateway that stands outside of the network, where callers are inside.</summary>
    public const string Gateway = "privatelink.azure-api.net";

    /// <summary>Of private clusters in a region. AKS keeps one by itself, unless a central one is to be used.</summary>
    public static string Cluster(string location) => $"privatelink.{location}.azmk8s.io";

    /// <summary>Azure Monitor as a whole answers under these, and under <see cref="Blob"/>.</summary>
    public static string[] Monitor { get; } =
    [
        "privatelink.monitor.azure.com", "privatelink.oms.opinsights.azure.com", "privatelink.ods.opinsights.azure.com",
        "privatelink.agentsvc.azure-automation.net", Blob,
    ];

    /// <summary>Queries of Prometheus metrics in a region.</summary>
    public static string Prometheus(string location) => $"privatelink.{location}.prometheus.monitor.azure.com";

    /// <summary>Those that the platform needs in a region.</summary>
    public static IEnumerable<string> In(string location)
        => new[] { Registry, Vault, Blob, File, Queue, Table, MachineLearning, Notebooks, Prometheus(location) }.Union(Monitor);
}
