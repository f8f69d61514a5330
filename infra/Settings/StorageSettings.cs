namespace Platform.Infra.Settings;

/// <param name="SoftDeleteDays">How long deleted blobs and containers can be restored, in days.</param>
internal sealed record StorageSettings(StorageRedundancy Redundancy, int SoftDeleteDays)
{
    public static StorageSettings Read(SettingsReader settings) => new(
        settings.Choice("storageRedundancy", (StorageRedundancy?)StorageRedundancy.Zrs),
        settings.Whole("storageSoftDeleteDays", 30, min: 1, max: 365));
}
