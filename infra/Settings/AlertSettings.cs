namespace Platform.Infra.Settings;

/// <summary>When an alert fires. Counts are per five minutes.</summary>
/// <param name="NodePercent">Of a node's CPU or memory, on average over the cluster.</param>
/// <param name="GatewayCapacityPercent">Of the gateway's units; beyond it, add one.</param>
/// <param name="GatewayMilliseconds">Average time from request to answer at the gateway.</param>
/// <param name="FailedRequests">Answers of class 5xx.</param>
/// <param name="UnauthorizedRequests">Answers 401: somebody is trying keys.</param>
/// <param name="ThrottledRequests">Answers 429: somebody needs a higher tier.</param>
/// <param name="VaultMilliseconds">Average time of a call to the vault.</param>
/// <param name="QuotaPercent">Of the Machine Learning workspace's core quota.</param>
/// <param name="FailuresPerThousand">The error budget of the prediction API: 1 is an availability of 99.9 %.</param>
internal sealed record AlertSettings(
    int NodePercent, int GatewayCapacityPercent, int GatewayMilliseconds, int FailedRequests, int UnauthorizedRequests, int ThrottledRequests,
    int VaultMilliseconds, int QuotaPercent, int FailuresPerThousand)
{
    public static AlertSettings Read(SettingsReader settings) => new(
        settings.Whole("alertNodePercent", 85, min: 1, max: 100),
        settings.Whole("alertGatewayCapacityPercent", 75, min: 1, max: 100),
        settings.Whole("alertGatewayMilliseconds", 1000, min: 1, max: 300_000),
        settings.Whole("alertFailedRequests", 10, min: 1, max: 1_000_000),
        settings.Whole("alertUnauthorizedRequests", 100, min: 1, max: 1_000_000),
        settings.Whole("alertThrottledRequests", 500, min: 1, max: 1_000_000),
        settings.Whole("alertVaultMilliseconds", 1000, min: 1, max: 60_000),
        settings.Whole("alertQuotaPercent", 80, min: 1, max: 100),
        settings.Whole("sloFailuresPerThousand", 1, min: 1, max: 500));
}
