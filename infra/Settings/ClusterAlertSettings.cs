namespace Platform.Infra.Settings;

internal sealed record ClusterAlertSettings(int NodePercent, int PendingPods, int PodRestarts)
{
    public static ClusterAlertSettings Read(SettingsReader settings) => new(
        settings.Whole(
            new("alertNodePercent", "CPU or memory of the nodes, on average, beyond which an alert fires"), 85, min: 1, max: 100),
        settings.Whole(
            new("alertPendingPods", "Pods that find no node, on average over a quarter of an hour, beyond which an alert fires"),
            0, min: 0, max: 1000),
        settings.Whole(
            new("alertPodRestarts", "Restarts of a server's container within an hour beyond which an alert fires"), 3, min: 0, max: 1000));
}
