namespace Platform.Infra.Tests.Settings;

/// <summary>Own host names, their certificate and their zone, as they go together.</summary>
public sealed class HostNameTests
{
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";
    private const string Group = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub";
    private const string Vault = $"{Group}/providers/Microsoft.KeyVault/vaults/kv-hub";
    private const string Zone = $"{Group}/providers/Microsoft.Network/dnsZones/example.com";
    private const string ExampleVault =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub/providers/Microsoft.KeyVault/vaults/hub";

    [Fact]
    public void Load_NamesWithACertificateAndAZone_AreReadAsTheyAre()
    {
        var hosts = SettingsCase.Load(
            ("gatewayHostName", "api.example.com"), ("gatewayPortalHostName", "portal.dev.example.com"),
            ("gatewayCertificateVaultId", Vault),
            ("gatewayDnsZoneId", Zone)).Gateway.HostNames;

        Assert.Equal(
            ("kv-hub", "gateway", "example.com", false),
            (hosts.CertificateVault!.Name, hosts.CertificateName, hosts.Domain, hosts.IsManaged));
        Assert.Equal(("api", "portal.dev"), (hosts.RecordOf(hosts.Gateway), hosts.RecordOf(hosts.Portal)));
    }

    [Theory]
    [InlineData("https://api.example.com"), InlineData("api"), InlineData("API.example.com"), InlineData("api.example.com."),
        InlineData("*.example.com")]
    [InlineData("-api.example.com"), InlineData("203.0.113.7"), InlineData("api.example.com\n")]
    public void Load_NoHostName_SaysWhatOneIs(string given)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayHostName", $"'{given}'", "a host name in lower case, such as api.example.com; or nothing",
                $"{Set} gatewayHostName api.example.com"),
            SettingsCase.Message(("gatewayHostName", given), ("gatewayCertificateVaultId", null)));

    [Theory]
    [InlineData("gatewayPortalHostName", "developer.example.com", "Developer", "public",
        "platform:gatewayPortalHostName is developer.example.com and Azure issues certificates for the gateway alone")]
    [InlineData("gatewayHostName", "api.example.com", "StandardV2", "public",
        "platform:gatewaySku is StandardV2 and Azure issues certificates for Developer and Premium alone")]
    [InlineData("gatewayHostName", "api.example.com", "Developer", "private",
        "platform:gatewayExposure is private and Azure issues certificates for names alone that the internet reaches")]
    public void Load_NameThatAzureIssuesNoCertificateFor_WantsAVault(string key, string host, string sku, string exposure, string why)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayCertificateVaultId", "''", $"the id of the vault with the certificate, as {why}",
                $"{Set} gatewayCertificateVaultId {ExampleVault}"),
            SettingsCase.Message((key, host), ("gatewaySku", sku), ("gatewayExposure", exposure)));

    [Fact]
    public void Load_CertificateOfNoName_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayCertificateVaultId", $"'{Vault}'",
                "nothing, as neither platform:gatewayHostName nor platform:gatewayPortalHostName is set",
                $"{Remove} gatewayCertificateVaultId"),
            SettingsCase.Message(("gatewayCertificateVaultId", Vault)));

    [Fact]
    public void Load_OneNameForBoth_WantsTwo()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayPortalHostName", "'api.example.com'", "another name than platform:gatewayHostName",
                $"{Remove} gatewayPortalHostName"),
            SettingsCase.Message(
                ("gatewayHostName", "api.example.com"), ("gatewayPortalHostName", "api.example.com"),
                ("gatewayCertificateVaultId", Vault)));

    [Theory]
    [InlineData("gatewayDnsZone", "example.com", "example.com"), InlineData("gatewayDnsZone", "example.com", "api.example.org")]
    [InlineData("gatewayDnsZoneId", Zone, "notexample.com")]
    public void Load_NameThatIsNoneOfTheZone_WantsOneBelow(string key, string zone, string host)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayHostName", $"'{host}'", $"a name below example.com, as platform:{key} says",
                $"{Set} gatewayHostName api.example.com"),
            SettingsCase.Message(("gatewayHostName", host), ("gatewaySku", "Developer"), (key, zone)));

    [Fact]
    public void Load_TwoZones_WantsOne()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayDnsZone", "'example.org'", "nothing, as platform:gatewayDnsZoneId is set and its zone is example.com",
                $"{Remove} gatewayDnsZone"),
            SettingsCase.Message(("gatewayDnsZone", "example.org"), ("gatewayDnsZoneId", Zone)));

    [Fact]
    public void Load_PublicZoneOfAGatewayInTheNetwork_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayDnsZone", "'example.com'",
                "nothing, as platform:gatewayExposure is private and the names of a gateway of Premium are in zones of the network",
                $"{Remove} gatewayDnsZone"),
            SettingsCase.Message(
                ("gatewayHostName", "api.example.com"), ("gatewayCertificateVaultId", Vault), ("gatewaySku", "Premium"),
                ("gatewayExposure", "private"), ("gatewayDnsZone", "example.com")));

    [Fact]
    public void Load_ZoneOfAnotherSubscription_WantsOneOfTheStacks()
    {
        const string own = "99999999-aaaa-bbbb-cccc-1234567890ab";
        Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayDnsZoneId", $"'{Zone}'", $"a zone of the subscription that the stack deploys to, which is {own}",
                $"{Remove} gatewayDnsZoneId"),
            SettingsCase.Message((Platform.Infra.Settings.SubscriptionSettings.IdKey, own), ("gatewayDnsZoneId", Zone)));
    }
}
