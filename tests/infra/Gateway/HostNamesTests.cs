using Platform.Infra.Tests.Cloud;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

/// <summary>The gateway under names of its own.</summary>
public sealed class HostNamesTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Group = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub";
    private const string Vault = $"{Group}/providers/Microsoft.KeyVault/vaults/kv-hub";
    private const string Zone = $"{Group}/providers/Microsoft.Network/dnsZones/example.com";
    private static readonly (string, string) _host = ("gatewayHostName", "api.example.com");

    [Theory, MemberData(nameof(All))]
    public void Gateway_WithoutNamesOfItsOwn_HasItsServicesAlone(string run)
    {
        Assert.Null(Stacks[run].One("ApiManagementService")["hostnameConfigurations"]);
        Assert.Empty(Stacks[run].All("Zone").Concat(Stacks[run].All("RecordSet")));
    }

    [Theory]
    [InlineData("Developer"), InlineData("StandardV2")]
    public async Task Gateway_WithACertificateOfAVault_ShowsTheNewestOfIt(string sku)
    {
        var run = await StackRun.OfAsync(
            "dev", _host, ("gatewayPortalHostName", "developer.example.com"), ("gatewayCertificateVaultId", Vault), ("gatewaySku", sku));
        var service = run.One("ApiManagementService");

        Assert.Equal(
            [("Proxy", "api.example.com"), ("DeveloperPortal", "developer.example.com")],
            Enumerable.Range(0, 2).Select(
                i => (service.Text($"hostnameConfigurations.{i}.type")!, service.Text($"hostnameConfigurations.{i}.hostName")!)));
        foreach (var i in new[] { 0, 1 })
            Assert.Equal(
                ("KeyVault", "https://kv-hub.vault.azure.net/secrets/gateway",
                    run.One("UserAssignedIdentity", "gateway").Answer("clientId")),
                (service.Text($"hostnameConfigurations.{i}.certificateSource"), service.Text($"hostnameConfigurations.{i}.keyVaultId"),
                    service.Text($"hostnameConfigurations.{i}.identityClientId")));
        Assert.Equal(true, service["hostnameConfigurations.0.defaultSslBinding"]);
        Assert.Equal(false, service["hostnameConfigurations.1.defaultSslBinding"]);
        var grant = run.One("RoleAssignment", "gateway-reads-certificate");
        Assert.Equal($"{Vault}/secrets/gateway", grant.Text("scope"));
        Assert.EndsWith("/4633458b-17de-408a-b874-0445c86b69e6", grant.Text("roleDefinitionId"), StringComparison.Ordinal);
        Assert.Contains(grant.Resource, await service.DependenciesAsync());
    }

    [Fact]
    public async Task Gateway_WithACertificateOfAzure_IsAskedForItByPort80()
    {
        var run = await StackRun.OfAsync("dev", _host);

        Assert.Equal("Managed", run.One("ApiManagementService").Text("hostnameConfigurations.0.certificateSource"));
        Assert.Null(run.One("ApiManagementService")["hostnameConfigurations.0.keyVaultId"]);
        var rules = run.One("NetworkSecurityGroup", "nsg-gateway");
        Assert.Equal(
            ("AllowCertificateRenewal", "Internet", "80"),
            (rules.Text("securityRules.1.name"), rules.Text("securityRules.1.sourceAddressPrefix"),
                rules.Text("securityRules.1.destinationPortRange")));
        Assert.Equal("AllowManagement", Dev.One("NetworkSecurityGroup", "nsg-gateway").Text("securityRules.1.name"));
    }

    [Fact]
    public async Task Names_InAZoneThatIsThere_AreAliasesBeforeTheServiceHasThem()
    {
        var run = await StackRun.OfAsync(
            "dev", _host, ("gatewayPortalHostName", "portal.dev.example.com"), ("gatewayCertificateVaultId", Vault),
            ("gatewayDnsZoneId", Zone));
        var service = run.One("ApiManagementService");
        var name = service.Text("serviceName");

        Assert.Equal(
            [("api", $"{name}.azure-api.net"), ("portal.dev", $"{name}.developer.azure-api.net")],
            run.All("RecordSet").Select(record => (record.Text("relativeRecordSetName")!, record.Text("cnameRecord.cname")!)).Order());
        foreach (var record in run.All("RecordSet"))
        {
            Assert.Equal(
                ("CNAME", "example.com", "rg-hub"), (record.Text("recordType"), record.Text("zoneName"), record.Text("resourceGroupName")));
            Assert.Contains(record.Resource, await service.DependenciesAsync());
        }

        Assert.Empty(run.All("Zone"));
        Assert.DoesNotContain("nameServers", run.Outputs.Keys);
    }

    [Fact]
    public async Task Zone_OfTheStack_SaysItsServersBeforeAnyNameIsInIt()
    {
        var run = await StackRun.OfAsync("prod", ("gatewayDnsZone", "example.com"));

        Assert.Equal(
            ("example.com", "global", "Public"),
            (run.One("Zone").Text("zoneName"), run.One("Zone").Text("location"), run.One("Zone").Text("zoneType")));
        Assert.Equal(true, run.One("Zone").Options.Protect);
        Assert.Empty(run.All("RecordSet"));
        Assert.Equal("ns1-00.azure-dns.com., ns2-00.azure-dns.net.", await OutputUtilities.GetValueAsync(run.Outputs["nameServers"]));
        Assert.Equal(
            "rg-platform-prod-westeurope",
            (await StackRun.OfAsync("prod", ("gatewayDnsZone", "example.com"), _host)).One("RecordSet").Text("resourceGroupName"));
    }

    [Fact]
    public async Task Gateway_InTheNetwork_HasItsNamesThere()
    {
        var run = await StackRun.OfAsync("dev", _host, ("gatewayCertificateVaultId", Vault), ("gatewayExposure", "private"));

        Assert.Contains(run.All("PrivateZone"), zone => zone.Text("privateZoneName") == "api.example.com");
        Assert.Equal(
            run.One("ApiManagementService").Answer("privateIPAddresses.0"),
            run.One("PrivateRecordSet", "record-api.example.com").Text("aRecords.0.ipv4Address"));
    }

    [Fact]
    public async Task Name_OfTheGateway_IsWhatCallersConsoleAndProbesAreTold()
    {
        var run = await StackRun.OfAsync(
            "dev", _host, ("gatewayPortalHostName", "developer.example.com"), ("gatewayCertificateVaultId", Vault),
            ("billingEnabled", "true"));

        Assert.Equal("https://api.example.com/inference/v1", await OutputUtilities.GetValueAsync(run.Outputs["gatewayUrl"]));
        Assert.Equal("https://api.example.com/console", await OutputUtilities.GetValueAsync(run.Outputs["consoleUrl"]));
        Assert.Equal("https://api.example.com/health/ready", run.One("WebTest").Text("request.requestUrl"));
        Assert.Equal("https://api.example.com/console/sign-in/callback", run.One("Application", "console").Text("web.redirectUris.0"));
        Assert.Contains(
            "<origin>https://developer.example.com</origin>", run.One("PolicyFragment", "fragment-cors").Text("value"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Firewall_OfAConsoleThatCallsTheGateway_LetsItsNamePass()
    {
        var run = await StackRun.OfAsync(
            "prod", _host, ("gatewayCertificateVaultId", Vault), ("networkIsolation", "privateApprovedOutbound"),
            ("billingEnabled", "true"));
        var rules = run.One("FirewallPolicyRuleCollectionGroup");

        Assert.Contains(
            ("console", "api.example.com"),
            Enumerable.Range(0, 6).Select(
                i => (rules.Text($"ruleCollections.0.rules.{i}.name"), rules.Text($"ruleCollections.0.rules.{i}.targetFqdns.0"))));
    }
}
