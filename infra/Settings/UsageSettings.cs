namespace Platform.Infra.Settings;

/// <summary>How usage is written by the servers and kept.</summary>
internal sealed record UsageSettings(
    bool FlushBeforeResponse, int ShipMilliseconds, int SpoolMebibytes, int Days, int RecordsDays, int RecordsPercent)
{
    public static UsageSettings Read(SettingsReader settings) => new(
        settings.Flag(
            new(
                "billingFlushBeforeResponse",
                "Whether a call is answered only when its usage is on the disk, so that a killed server loses none"),
            true),
        settings.Whole(
            new(
                "billingShipMilliseconds",
                "How often a server brings its usage to the storage account, {range} milliseconds; a node that is gone at once "
                + "loses so much"),
            1000, min: 100, max: 60_000),
        settings.Whole(
            new(
                "billingSpoolMebibytes",
                "Usage that waits in a server at most, {range} MiB; when it is full, calls are refused rather than given away"),
            1024, min: 64, max: 2047),
        settings.Whole(
            new("billingUsageDays", "How long usage logs are kept, and can neither be changed nor deleted, {range} days"),
            400, min: 1, max: 3650),
        settings.Whole(new("billingRecordsDays", "How long collected records of calls are kept, {range} days"), 90, min: 1, max: 730),
        settings.Whole(
            new("billingRecordsPercent", "Of the calls of customers who let them be collected, how many are, {range}"),
            10, min: 1, max: 100));
}
