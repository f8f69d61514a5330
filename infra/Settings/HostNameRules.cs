namespace Platform.Infra.Settings;

/// <summary>Own host names as they go together with the gateway, its certificate and its zone.</summary>
internal static class HostNameRules
{
    private const string Vault = "gatewayCertificateVaultId";
    private const string ExampleVault =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/hub";

    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        var hosts = loaded.Gateway.HostNames;
        if (hosts.HasAny && hosts.Gateway == hosts.Portal)
            settings.Reject(
                "gatewayPortalHostName", hosts.Portal, "another name than platform:gatewayHostName",
                settings.Remove("gatewayPortalHostName"));
        CheckCertificate(settings, loaded, hosts);
        CheckZone(settings, loaded, hosts);
        CheckNames(settings, hosts);
    }

    // https://learn.microsoft.com/azure/api-management/configure-custom-domain?tabs=managed
    private static void CheckCertificate(SettingsReader settings, PlatformSettings loaded, HostNameSettings hosts)
    {
        void Reject(string why) => settings.Reject(
            Vault, "", $"the id of the vault with the certificate, as {why}", settings.Set(Vault, ExampleVault));

        if (!hosts.HasAny && hosts.CertificateVault is { } unused)
            settings.Reject(
                Vault, unused.Id, "nothing, as neither platform:gatewayHostName nor platform:gatewayPortalHostName is set",
                settings.Remove(Vault));
        if (hosts.CertificateVault is not null)
            return;
        if (hosts.HasPortal)
            Reject($"platform:gatewayPortalHostName is {hosts.Portal} and Azure issues certificates for the gateway alone");
        else if (hosts.IsManaged && !loaded.Gateway.Capabilities.IsClassic)
            Reject($"platform:gatewaySku is {loaded.Gateway.Sku} and Azure issues certificates for Developer and Premium alone");
        else if (hosts.IsManaged && loaded.Network.GatewayExposure == GatewayExposure.Private)
            Reject("platform:gatewayExposure is private and Azure issues certificates for names alone that the internet reaches");
    }

    private static void CheckZone(SettingsReader settings, PlatformSettings loaded, HostNameSettings hosts)
    {
        if (hosts.Zone.Length > 0 && hosts.ExistingZone is { } given)
            settings.Reject(
                "gatewayDnsZone", hosts.Zone, $"nothing, as platform:gatewayDnsZoneId is set and its zone is {given.Name}",
                settings.Remove("gatewayDnsZone"));
        if (hosts.Domain.Length > 0 && loaded.Gateway.Capabilities.IsClassic && loaded.Network.GatewayExposure == GatewayExposure.Private)
            settings.Reject(
                hosts.ZoneSetting, hosts.ExistingZone?.Id ?? hosts.Zone,
                $"nothing, as platform:gatewayExposure is private and the names of a gateway of {loaded.Gateway.Sku} are in zones of "
                + "the network",
                settings.Remove(hosts.ZoneSetting));
        // Records are written by the stack's provider
        if (hosts.ExistingZone is { } zone && loaded.Subscription.IsElsewhere(zone.Subscription))
            settings.Reject(
                "gatewayDnsZoneId", zone.Id, $"a zone of the subscription that the stack deploys to, which is {loaded.Subscription.Id}",
                settings.Remove("gatewayDnsZoneId"));
    }

    private static void CheckNames(SettingsReader settings, HostNameSettings hosts)
    {
        if (hosts.Domain.Length == 0)
            return;
        foreach (var (key, host, label) in new[]
        {
            ("gatewayHostName", hosts.Gateway, "api"), ("gatewayPortalHostName", hosts.Portal, "developer"),
        })
            if (host.Length > 0 && !hosts.IsInZone(host))
                settings.Reject(
                    key, host, $"a name below {hosts.Domain}, as platform:{hosts.ZoneSetting} says",
                    settings.Set(key, $"{label}.{hosts.Domain}"));
    }
}
