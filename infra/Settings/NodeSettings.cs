namespace Platform.Infra.Settings;

/// <summary>What the nodes of all pools share.</summary>
/// <param name="EncryptionAtHost">
/// Whether disks and caches are encrypted on the machine itself. The subscription has to be registered for it first, else AKS refuses:
/// https://learn.microsoft.com/azure/aks/enable-host-encryption
/// </param>
/// <param name="SshDisabled">
/// Whether nodes run no SSH server. A preview, for which the subscription has to be registered, else AKS refuses:
/// https://learn.microsoft.com/azure/aks/manage-ssh-node-access
/// </param>
internal sealed record NodeSettings(
    bool EncryptionAtHost, int SurgePercent, int DrainMinutes, int ImageCleanHours, bool SshDisabled, bool KeyEncryption)
{
    /// <summary>
    /// Nodes that an upgrade adds to a pool; AKS rounds up:
    /// https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#customize-node-surge-upgrade
    /// </summary>
    public int SurgeOf(int count) => ((count * SurgePercent) + 99) / 100;

    public static NodeSettings Read(SettingsReader settings) => new(
        settings.Flag(
            new(
                "clusterEncryptionAtHost",
                "Whether nodes encrypt disks and caches on the machine itself; needs `az feature register --namespace "
                + "Microsoft.Compute --name EncryptionAtHost` once"),
            false),
        settings.Whole(
            new("clusterUpgradeSurgePercent", "How many nodes an upgrade adds at a time, {range} % of a pool"), 33, min: 1, max: 100),
        settings.Whole(
            new("clusterUpgradeDrainMinutes", "How long an upgrade waits for the pods of a node to leave, {range} minutes"),
            30, min: 1, max: 1440),
        settings.Whole(
            new("clusterImageCleanHours", "How often images that nothing uses any more are removed from the nodes, {range} hours"),
            168, min: 24, max: 2160),
        settings.Flag(
            new(
                "clusterSshDisabled",
                "Whether nodes run no SSH server, a preview that needs `az feature register --namespace Microsoft.ContainerService --name "
                + "DisableSSHPreview` once"),
            false),
        settings.Flag(
            new(
                "clusterKeyEncryption",
                "Whether secrets of Kubernetes are encrypted by a key of the vault; in the private modes the API server then is in "
                + "a subnet of the network"),
            false));
}
