namespace Platform.Infra.Settings;

/// <param name="NodePercent">Of a node's CPU or memory, on average over the cluster.</param>
/// <param name="PendingPods">Pods that find no node, on average over a quarter of an hour.</param>
/// <param name="PodRestarts">Of a container within an hour.</param>
internal sealed record ClusterAlertSettings(int NodePercent, int PendingPods, int PodRestarts)
{
    public static ClusterAlertSettings Read(SettingsReader settings) => new(
        settings.Whole("alertNodePercent", 85, min: 1, max: 100),
        settings.Whole("alertPendingPods", 0, min: 0, max: 1000),
        settings.Whole("alertPodRestarts", 3, min: 0, max: 1000));
}
