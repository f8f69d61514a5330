namespace Platform.Infra.Settings;

/// <summary>Settings of the cluster, as they go with the network and the workload.</summary>
internal static class ClusterRules
{
    public static void Check(SettingsReader settings, PlatformSettings loaded, string isolation)
    {
        var cluster = loaded.Cluster;
        // https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges: not for private clusters
        if (loaded.Network.IsPrivate && cluster.AuthorizedRanges.Count > 0)
            settings.Reject(
                "clusterAuthorizedRanges", string.Join(',', cluster.AuthorizedRanges),
                $"none, as platform:networkIsolation is {isolation} and the API server is private",
                settings.Remove("clusterAuthorizedRanges"));
        if (loaded.Workload.PrefersSpot && !cluster.SpotPool.Exists)
            settings.Reject(
                "workloadPrefersSpot", "true", "false, as platform:clusterSpotNodesMax is 0 and there are no spot nodes",
                settings.Set("clusterSpotNodesMax", "10"));
        // https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix: not even copies that have
        // expired are
        // deleted while it is stopped
        if (cluster is { BackupDays: > 0, Hours: not null })
            settings.Reject(
                "clusterBackupDays", $"{cluster.BackupDays}",
                "0, as platform:clusterHours stops the cluster at night and at weekends, and Azure Backup works on a running one alone",
                settings.Remove("clusterHours"));
    }
}
