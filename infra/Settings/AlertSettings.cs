namespace Platform.Infra.Settings;

/// <summary>When an alert fires. Counts are per five minutes where nothing else is said.</summary>
internal sealed record AlertSettings(
    ClusterAlertSettings Cluster, GatewayAlertSettings Gateway, ServiceAlertSettings Services, ModelAlertSettings Models)
{
    /// <summary>Billing's limits; null where nothing is billed.</summary>
    public BillingSettings? Billing { get; init; }

    public static AlertSettings Read(SettingsReader settings) => new(
        ClusterAlertSettings.Read(settings), GatewayAlertSettings.Read(settings), ServiceAlertSettings.Read(settings),
        ModelAlertSettings.Read(settings));
}
