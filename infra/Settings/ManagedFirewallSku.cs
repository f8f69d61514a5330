namespace Platform.Infra.Settings;

/// <summary>
/// Of the firewall that Azure puts into the workspace's managed network. Standard filters by threat intelligence; Basic, which costs a
/// third, alerts only.
/// </summary>
internal enum ManagedFirewallSku
{
    Standard,
    Basic,
}
