namespace Platform.Infra.Settings;

/// <summary>Replication of the storage account: within one building, across zones, or across zones and regions.</summary>
internal enum StorageRedundancy
{
    Lrs,
    Zrs,
    Gzrs,
}
