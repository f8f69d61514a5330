namespace Platform.Infra.Settings;

/// <summary>
/// Of the firewall that Azure puts into the workspace's managed network. Basic costs a third and alerts of
/// threats only; Standard keeps them out.
/// </summary>
internal enum ManagedFirewallSku
{
    Basic,
    Standard,
}
