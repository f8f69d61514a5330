namespace Platform.Infra.Settings;

/// <param name="PublicEndpoint">StandardV2: whether it answers on the internet; default true. Off needs
/// private exposure and a service that is there.</param>
/// <param name="AllowedOrigins">Web pages that may call, besides the developer portal: origins such as
/// <c>https://app.example.com</c>; default none.</param>
/// <param name="CacheSeconds">How long the gateway keeps what describes server and
/// models, 0 to 3600 s; default 60, 0 keeps nothing.</param>
/// <param name="Tiers">In the order in which they are offered.</param>
internal sealed record GatewaySettings(
    GatewaySku Sku, int Units, IReadOnlyList<string> Zones, string PublisherName, string PublisherEmail, bool PublicEndpoint,
    bool TokensRequired, IReadOnlyList<string> AllowedOrigins, int MaxBodyMebibytes, int CacheSeconds, int SamplingPercent,
    string Currency, IReadOnlyList<TierSettings> Tiers, PortalSettings Portal, bool Restore, HostNameSettings HostNames,
    ResourceReference? BackupAccount, FrontDoorSettings FrontDoor)
{
    public static GatewaySettings Read(SettingsReader settings)
    {
        var sku = settings.Choice(
            new(
                "gatewaySku",
                "Developer (no SLA), StandardV2 (outside of the network, reaching into it) or Premium (in the network, in zones)"),
            (GatewaySku?)GatewaySku.StandardV2, value => value.ToString());
        var read = new GatewaySettings(
            sku,
            settings.Whole(
                new("gatewayUnits", "Scale units, 1 for Developer, 1 to 10 for StandardV2, 1 to 31 for Premium"),
                1, min: 1, max: GatewayCapabilities.Of(sku).MaxUnits),
            settings.Texts(
                new("gatewayZones", "Availability zones (Premium); units must be a multiple of their number"),
                "a list of zones, each 1, 2 or 3", zone => zone is "1" or "2" or "3", [], "1"),
            settings.Text(
                new("gatewayPublisherName", "Who offers the API, as the developer portal shows it"),
                "1 to 100 characters", name => name.Length is >= 1 and <= 100, example: "Contoso"),
            settings.Text(
                new("gatewayPublisherEmail", "Where API Management sends its notifications"),
                "an e-mail address", EmailAddress.IsValid, example: "apis@example.com"),
            PublicEndpointOf(settings),
            settings.Flag(
                new("gatewayTokensRequired", "Whether callers need, besides their key, an Entra token with their tier's role"), false),
            settings.Texts(
                new(
                    "gatewayAllowedOrigins",
                    "Origins of web pages that may call, such as https://app.example.com, besides the developer portal"),
                "a list of web origins without a path, such as https://app.example.com", IsOrigin, [],
                "https://app.example.com"),
            settings.Whole(new("gatewayMaxBodyMebibytes", "Largest request body, {range} MiB"), 64, min: 1, max: 64),
            settings.Whole(
                new("gatewayCacheSeconds", "How long the gateway keeps what describes server and models, 0 (not at all) to 3600 seconds"),
                60, min: 0, max: 3600),
            settings.Whole(
                new("gatewaySamplingPercent", "Of the calls, how many Application Insights shows, {range} percent; failed ones always"),
                100, min: 1, max: 100),
            settings.Text(
                new("gatewayCurrency", "What the tiers' prices are in, an ISO 4217 code"),
                "an ISO 4217 currency, such as EUR or USD", Settings.Currency.IsCode, "EUR"),
            TierList.Read(settings),
            PortalSettings.Read(settings),
            RestoreOf(settings),
            HostNameSettings.Read(settings),
            BackupAccountOf(settings),
            FrontDoorSettings.Read(settings));
        read.Check(settings);
        return read;
    }

    /// <summary>Where callers find the gateway; empty where its service's own name is.</summary>
    public string HostName => FrontDoor.IsSet ? FrontDoor.Host : HostNames.Gateway;

    public GatewayCapabilities Capabilities => GatewayCapabilities.Of(Sku);

    private void Check(SettingsReader settings)
    {
        // https://learn.microsoft.com/azure/api-management/integrate-vnet-outbound: for Standard v2 and Premium v2 alone
        if (!Capabilities.ReachesNetwork)
            settings.Reject(
                "gatewaySku", Sku.ToString(),
                $"Developer, StandardV2 or Premium, as {Sku} reaches public addresses only and the inference server has none",
                settings.Set("gatewaySku", "StandardV2"));
        if (Zones.Count > 0)
            CheckZones(settings);
        // https://learn.microsoft.com/azure/api-management/api-management-howto-disaster-recovery-backup-restore
        if (BackupAccount is { } account && !Capabilities.IsClassic)
            settings.Reject(
                "gatewayBackupAccountId", account.Id,
                $"nothing, as platform:gatewaySku is {Sku} and Azure copies Developer and Premium alone",
                settings.Remove("gatewayBackupAccountId"));
    }

    private static bool PublicEndpointOf(SettingsReader settings) => settings.Flag(
        new(
            "gatewayPublicEndpoint",
            "StandardV2 with private exposure; false takes it off the internet, but not in the first deployment, where Azure refuses it"),
        true);

    private static bool RestoreOf(SettingsReader settings) => settings.Flag(
        new(
            "gatewayRestore",
            "Whether creation brings back a service of that name that was deleted less than 48 hours ago; of no effect once it exists"),
        false);

    private static ResourceReference? BackupAccountOf(SettingsReader settings) => ResourceReference.Read(
        settings,
        new(
            "gatewayBackupAccountId",
            "Id of a storage account outside of the stack whose container gateway-backups takes a nightly copy of the gateway "
            + "(Developer, Premium); empty for none"),
        "a storage account", "Microsoft.Storage/storageAccounts");

    private static bool IsOrigin(string value)
        => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
            && uri.GetLeftPart(UriPartial.Authority) == value;

    // https://learn.microsoft.com/azure/reliability/reliability-api-management: zones are a feature of Premium, with a unit or more in each
    private void CheckZones(SettingsReader settings)
    {
        if (!Capabilities.HasZones)
            settings.Reject(
                "gatewayZones", string.Join(',', Zones), "none, as platform:gatewaySku is not Premium", settings.Remove("gatewayZones"));
        else if (Units % Zones.Count != 0)
            settings.Reject(
                "gatewayUnits", $"{Units}", $"a multiple of the {Zones.Count} zones in platform:gatewayZones",
                settings.Set("gatewayUnits", $"{Zones.Count}"));
    }
}
