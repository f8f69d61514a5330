using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>The PostgreSQL server of billing.</summary>
/// <param name="Size">Of its machine, as Azure names it.</param>
/// <param name="Gigabytes">Of its disk, which grows by itself and never shrinks.</param>
/// <param name="Standby">Where a second server stands by.</param>
/// <param name="Zone">1, 2 or 3; empty for Azure's choice.</param>
/// <param name="BackupDays">How far back it can be restored, 7 to 35 days.</param>
/// <param name="GeoBackup">Whether backups are in the paired region too; fixed once the server exists.</param>
internal sealed partial record DatabaseSettings(
    string Size, int Gigabytes, DatabaseStandby Standby, string Zone, int BackupDays, bool GeoBackup)
{
    // https://learn.microsoft.com/azure/postgresql/compute-storage/concepts-storage-premium-ssd
    private static readonly int[] _sizes = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];

    /// <summary>Machines that save up computing time for when they are asked for it, without a standby.</summary>
    public bool IsBurstable => Size.StartsWith("Standard_B", StringComparison.Ordinal);

    /// <summary>As Azure names the kind of machine.</summary>
    public string Tier => IsBurstable ? "Burstable" : Size.StartsWith("Standard_E", StringComparison.Ordinal) ? "MemoryOptimized" : "GeneralPurpose";

    public static DatabaseSettings Read(SettingsReader settings)
    {
        var read = new DatabaseSettings(
            settings.Text(
                "billingDatabaseSize", "a machine of the B, D or E series, such as Standard_B2s or Standard_D2ds_v5", MachineName().IsMatch,
                "Standard_D2ds_v5"),
            settings.Whole("billingDatabaseGigabytes", 32, _sizes[0], _sizes[^1]),
            settings.Choice("billingDatabaseStandby", (DatabaseStandby?)DatabaseStandby.ZoneRedundant),
            settings.Text("billingDatabaseZone", "1, 2, 3, or nothing for Azure's choice", zone => zone is "" or "1" or "2" or "3", "", "1"),
            settings.Whole("billingDatabaseBackupDays", 35, min: 7, max: 35),
            settings.Flag("billingDatabaseGeoBackup", true));
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
