namespace Platform.Infra.Settings;

/// <param name="AvailabilityPercent">Of the vault's and the storage's calls; Azure promises 99.9,
/// and below 99 something is wrong beyond noise.</param>
/// <param name="VaultMilliseconds">Average time of a call to the vault.</param>
/// <param name="ThrottledStorageRequests">Calls that storage refuses for their number, within a quarter of an hour.</param>
/// <param name="QuotaPercent">Of the Machine Learning workspace's core quota.</param>
/// <param name="FailedDeployments">Models that Machine Learning could not deploy.</param>
/// <param name="DatabasePercent">Of the CPU and of the disk of billing's database.</param>
internal sealed record ServiceAlertSettings(
    int AvailabilityPercent, int VaultMilliseconds, int ThrottledStorageRequests, int QuotaPercent, int FailedDeployments, int DatabasePercent)
{
    public static ServiceAlertSettings Read(SettingsReader settings) => new(
        settings.Whole("alertAvailabilityPercent", 99, min: 1, max: 100),
        settings.Whole("alertVaultMilliseconds", 1000, min: 1, max: 60_000),
        settings.Whole("alertThrottledStorageRequests", 0, min: 0, max: 1_000_000),
        settings.Whole("alertQuotaPercent", 80, min: 1, max: 100),
        settings.Whole("alertFailedDeployments", 0, min: 0, max: 1000),
        settings.Whole("alertDatabasePercent", 85, min: 1, max: 100));
}
