namespace Platform.Infra.Settings;

/// <param name="AvailabilityPercent">Of the vault's and the storage's calls; Azure promises 99.9,
/// and below 99 something is wrong beyond noise.</param>
internal sealed record ServiceAlertSettings(
    int AvailabilityPercent, int VaultMilliseconds, int ThrottledStorageRequests, int QuotaPercent, int FailedDeployments,
    int DatabasePercent)
{
    public static ServiceAlertSettings Read(SettingsReader settings) => new(
        settings.Whole(
            new("alertAvailabilityPercent", "Share of the vault's or the storage's calls that are answered, below which an alert fires"),
            99, min: 1, max: 100),
        settings.Whole(
            new("alertVaultMilliseconds", "Average time of a call to the vault beyond which an alert fires"), 1000, min: 1, max: 60_000),
        settings.Whole(
            new(
                "alertThrottledStorageRequests",
                "Calls that storage refuses for their number within a quarter of an hour, beyond which an alert fires"),
            0, min: 0, max: 1_000_000),
        settings.Whole(
            new("alertQuotaPercent", "Use of the Machine Learning core quota beyond which an alert fires"), 80, min: 1, max: 100),
        settings.Whole(
            new("alertFailedDeployments", "Models that Machine Learning could not deploy, beyond which an alert fires"),
            0, min: 0, max: 1000),
        settings.Whole(
            new("alertDatabasePercent", "Of the CPU and of the disk of billing's database, beyond which an alert fires, {range} percent"),
            85, min: 1, max: 100));
}
