namespace Platform.Infra.Settings;

/// <summary>How usage is written by the servers and kept.</summary>
/// <param name="FlushBeforeResponse">Whether a call is answered only when its line is on the disk, so that a killed server loses none.</param>
/// <param name="ShipMilliseconds">How often a server brings its lines to the storage account.</param>
/// <param name="SpoolMebibytes">Lines that wait in a server at most; when it is full, calls are refused rather than given away.</param>
/// <param name="Days">How long logs are kept; until then nobody can change or delete them.</param>
/// <param name="RecordsDays">How long collected records of calls are kept.</param>
/// <param name="RecordsPercent">Of the calls of whoever lets them be collected, how many are.</param>
internal sealed record UsageSettings(bool FlushBeforeResponse, int ShipMilliseconds, int SpoolMebibytes, int Days, int RecordsDays, int RecordsPercent)
{
    public static UsageSettings Read(SettingsReader settings) => new(
        settings.Flag("billingFlushBeforeResponse", true),
        settings.Whole("billingShipMilliseconds", 1000, min: 100, max: 60_000),
        settings.Whole("billingSpoolMebibytes", 1024, min: 64, max: 2047),
        settings.Whole("billingUsageDays", 400, min: 1, max: 3650),
        settings.Whole("billingRecordsDays", 90, min: 1, max: 730),
        settings.Whole("billingRecordsPercent", 10, min: 1, max: 100));
}
