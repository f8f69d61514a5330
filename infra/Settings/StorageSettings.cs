namespace Platform.Infra.Settings;

/// <param name="VersionCoolDays">After how many days what a blob was before goes to the
/// cool tier, which is paid for 30 days at least.</param>
internal sealed record StorageSettings(StorageRedundancy Redundancy, int SoftDeleteDays, int VersionCoolDays, int VersionDays)
{
    private const int CoolDays = 30;

    public static StorageSettings Read(SettingsReader settings)
    {
        var read = new StorageSettings(
            settings.Choice(
                new("storageRedundancy", "lrs (one building), zrs (zones) or gzrs (zones and a second region)"),
                (StorageRedundancy?)StorageRedundancy.Zrs),
            settings.Whole(
                new("storageSoftDeleteDays", "How long deleted blobs and containers can be restored, {range} days"), 30, min: 1, max: 365),
            settings.Whole(
                new("storageVersionCoolDays", "When what a blob was before goes to the cool tier, after {range} days"),
                30, min: 1, max: 3650),
            settings.Whole(
                new("storageVersionDays", "When it is deleted, after {range} days; 30 or more after it went to the cool tier"),
                90, min: 1, max: 3650));
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
