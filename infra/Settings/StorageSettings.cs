namespace Platform.Infra.Settings;

/// <param name="SoftDeleteDays">How long deleted blobs, containers and shares can be restored, in days.</param>
/// <param name="VersionCoolDays">After how many days what a blob was before goes to the
/// cool tier, which is paid for 30 days at least.</param>
/// <param name="VersionDays">After how many days it is deleted.</param>
internal sealed record StorageSettings(StorageRedundancy Redundancy, int SoftDeleteDays, int VersionCoolDays, int VersionDays)
{
    private const int CoolDays = 30;

    public static StorageSettings Read(SettingsReader settings)
    {
        var read = new StorageSettings(
            settings.Choice("storageRedundancy", (StorageRedundancy?)StorageRedundancy.Zrs),
            settings.Whole("storageSoftDeleteDays", 30, min: 1, max: 365),
            settings.Whole("storageVersionCoolDays", 30, min: 1, max: 3650),
            settings.Whole("storageVersionDays", 90, min: 1, max: 3650));
        // https://learn.microsoft.com/azure/storage/blobs/access-tiers-overview#early-deletion
        if (read.VersionDays < read.VersionCoolDays + CoolDays)
            settings.Reject(
                "storageVersionDays", $"{read.VersionDays}",
                $"{read.VersionCoolDays + CoolDays} or more: platform:storageVersionCoolDays, which is {read.VersionCoolDays}, and the "
                + $"{CoolDays} that the cool tier is paid for",
                settings.Set("storageVersionDays", $"{read.VersionCoolDays + CoolDays}"));
        return read;
    }
}
