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
    public const string MachineLearning = "privatelink.api.azureml.ms";
    public const string Notebooks = "privatelink.notebooks.azure.net";

    public static IReadOnlyList<string> All { get; } = [Registry, Vault, Blob, File, Queue, Table, MachineLearning, Notebooks];
}
