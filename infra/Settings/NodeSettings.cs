namespace Platform.Infra.Settings;

/// <summary>What the nodes of all pools share.</summary>
/// <param name="EncryptionAtHost">
/// Whether disks and caches are encrypted on the machine itself. The subscription has to be registered for it first, else AKS refuses:
/// https://learn.microsoft.com/azure/aks/enable-host-encryption
/// </param>
/// <param name="SurgePercent">How many nodes an upgrade adds at a time, in percent of the pool.</param>
/// <param name="DrainMinutes">How long an upgrade waits for the pods of a node to leave, in minutes.</param>
/// <param name="SshDisabled">
/// Whether nodes run no SSH server. A preview, for which the subscription has to be registered, else AKS refuses:
/// https://learn.microsoft.com/azure/aks/manage-ssh-node-access
/// </param>
/// <param name="KeyEncryption">Whether what Kubernetes stores of secrets is encrypted by a key of the vault.</param>
/// <param name="ImageCleanHours">How often images that nothing uses any more are removed from the nodes, in hours.</param>
internal sealed record NodeSettings(bool EncryptionAtHost, int SurgePercent, int DrainMinutes, int ImageCleanHours, bool SshDisabled, bool KeyEncryption)
{
    /// <summary>
    /// Nodes that an upgrade adds to a pool; AKS rounds up:
    /// https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#customize-node-surge-upgrade
    /// </summary>
    public int SurgeOf(int count) => ((count * SurgePercent) + 99) / 100;

    public static NodeSettings Read(SettingsReader settings) => new(
        settings.Flag("clusterEncryptionAtHost", false),
        settings.Whole("clusterUpgradeSurgePercent", 33, min: 1, max: 100),
        settings.Whole("clusterUpgradeDrainMinutes", 30, min: 1, max: 1440),
        settings.Whole("clusterImageCleanHours", 168, min: 24, max: 2160),
        settings.Flag("clusterSshDisabled", false),
        settings.Flag("clusterKeyEncryption", false));
}
