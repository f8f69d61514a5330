using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>The PostgreSQL server of billing.</summary>
internal sealed partial record DatabaseSettings(
    string Size, int Gigabytes, DatabaseStandby Standby, string Zone, int BackupDays, bool GeoBackup)
{
    // https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-storage-premium-ssd
    private static readonly int[] _sizes = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];

    /// <summary>Machines that save up computing time for when they are asked for it, without a standby.</summary>
    public bool IsBurstable => Size.StartsWith("Standard_B", StringComparison.Ordinal);

    /// <summary>As Azure names the kind of machine.</summary>
    public string Tier
        => IsBurstable ? "Burstable" : Size.StartsWith("Standard_E", StringComparison.Ordinal) ? "MemoryOptimized" : "GeneralPurpose";

    public static DatabaseSettings Read(SettingsReader settings)
    {
        var read = new DatabaseSettings(
            settings.Text(
                new("billingDatabaseSize", "Machine of the PostgreSQL server, of the B, D or E series"),
                "a machine of the B, D or E series, such as Standard_B2s or Standard_D2ds_v5", MachineName().IsMatch,
                "Standard_D2ds_v5"),
            settings.Whole(
                new("billingDatabaseGigabytes", "Its disk, {range} GiB in powers of two; it grows by itself and never shrinks"),
                32, _sizes[0], _sizes[^1]),
            settings.Choice(
                new("billingDatabaseStandby", "Where a second server stands by, none, sameZone or zoneRedundant; none with the B series"),
                (DatabaseStandby?)DatabaseStandby.ZoneRedundant),
            settings.Text(
                new("billingDatabaseZone", "Zone of the server, 1, 2 or 3; empty for Azure's choice"),
                "1, 2, 3, or nothing for Azure's choice", zone => zone is "" or "1" or "2" or "3", "", "1"),
            settings.Whole(new("billingDatabaseBackupDays", "How far back it can be restored, {range} days"), 35, min: 7, max: 35),
            settings.Flag(
                new("billingDatabaseGeoBackup", "Whether backups are in the paired region too; fixed once the server exists"), true));
        read.Check(settings);
        return read;
    }

    private void Check(SettingsReader settings)
    {
        if (!_sizes.Contains(Gigabytes))
            settings.Reject(
                "billingDatabaseGigabytes", $"{Gigabytes}", $"one of {string.Join(", ", _sizes)}, the sizes of disks",
                settings.Set("billingDatabaseGigabytes", $"{_sizes.First(size => size >= Math.Min(Gigabytes, _sizes[^1]))}"));
        if (IsBurstable && Standby != DatabaseStandby.None)
            settings.Reject(
                "billingDatabaseStandby", System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{Standby}"),
                $"none, as platform:billingDatabaseSize is {Size} and machines of the B series have no standby",
                settings.Set("billingDatabaseStandby", "none"));
    }

    [GeneratedRegex(@"^Standard_[BDE][0-9]+[a-z]*(_v[0-9])?\z")]
    private static partial Regex MachineName();
}
