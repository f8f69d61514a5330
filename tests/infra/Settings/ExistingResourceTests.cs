using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

/// <summary>Settings that name what is in Azure already.</summary>
public sealed class ExistingResourceTests
{
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";
    private const string Subscription = "12345678-aaaa-bbbb-cccc-1234567890ab";
    private const string Group = $"/subscriptions/{Subscription}/resourceGroups/rg-hub";
    private const string Network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-spoke";
    private const string Workspace = $"{Group}/providers/Microsoft.OperationalInsights/workspaces/log-central";
    private const string Example = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub";

    [Fact]
    public void Load_Ids_AreReadAsTheyAre()
    {
        var settings = SettingsCase.Load(
            ("networkIsolation", "privateInternetOutbound"), ("networkId", Network), ("networkDnsZonesGroup", Group),
            ("networkEgressNextHop", "10.0.0.4"),
            ("logWorkspaceId", Workspace.ToLowerInvariant()));

        Assert.Equal(new ResourceReference(Network, Subscription, "rg-hub", "vnet-spoke"), settings.Network.Existing);
        Assert.Equal(new ResourceReference(Group, Subscription, "rg-hub", "rg-hub"), settings.Network.DnsZones);
        Assert.Equal("10.0.0.4", settings.Network.EgressNextHop);
        Assert.Equal(
            new ResourceReference(Workspace.ToLowerInvariant(), Subscription, "rg-hub", "log-central"),
            settings.Observability.LogWorkspace);
    }

    [Theory]
    [InlineData("networkId", "vnet-spoke", "a virtual network", "Microsoft.Network/virtualNetworks")]
    [InlineData("networkId", Workspace, "a virtual network", "Microsoft.Network/virtualNetworks")]
    [InlineData("networkId", Group, "a virtual network", "Microsoft.Network/virtualNetworks")]
    [InlineData("networkId", $"{Network}/subnets/default", "a virtual network", "Microsoft.Network/virtualNetworks")]
    [InlineData("networkId", $"{Network}\n", "a virtual network", "Microsoft.Network/virtualNetworks")]
    [InlineData("logWorkspaceId", Network, "a Log Analytics workspace", "Microsoft.OperationalInsights/workspaces")]
    [InlineData(
        "logWorkspaceId", "/subscriptions/mine/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/w",
        "a Log Analytics workspace",
        "Microsoft.OperationalInsights/workspaces")]
    public void Load_IdOfSomethingElse_SaysTheShape(string key, string given, string kind, string type)
        => Assert.Equal(
            SettingsCase.Problem(
                $"platform:{key}", $"'{given}'",
                $"the id of {kind}, /subscriptions/<guid>/resourceGroups/<group>/providers/{type}/<name>, or nothing",
                $"{Set} {key} {Example}/providers/{type}/hub"),
            SettingsCase.Message((key, given)));

    [Theory]
    [InlineData("rg-hub")]
    [InlineData(Network)]
    public void Load_ZonesOfNoResourceGroup_SaysTheShape(string given)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkDnsZonesGroup", $"'{given}'",
                "the id of a resource group, /subscriptions/<guid>/resourceGroups/<group>, or nothing",
                $"{Set} networkDnsZonesGroup {Example}"),
            SettingsCase.Message(("networkDnsZonesGroup", given)));

    [Theory]
    [InlineData(Subscription, false)]
    [InlineData("12345678-AAAA-BBBB-CCCC-1234567890AB", false)]
    [InlineData("99999999-aaaa-bbbb-cccc-1234567890ab", true)]
    public void Load_NetworkOfAnotherSubscription_WantsOneOfTheStacks(string own, bool isRefused)
    {
        var reader = SettingsCase.Reader("test", (SubscriptionSettings.IdKey, own), ("networkId", Network));

        if (isRefused)
            Assert.Equal(
                SettingsCase.Problem(
                    "platform:networkId", $"'{Network}'",
                    $"a network of the subscription that the stack deploys to, which azure-native:subscriptionId says is {own}",
                    $"{Remove} networkId"),
                Assert.Throws<InvalidSettingsException>(() => PlatformSettings.Load(reader)).Message);
        else
            Assert.Equal(Network, PlatformSettings.Load(reader).Network.Existing!.Id);
    }

    [Theory]
    [InlineData("networkEgressNextHop", "10.0.0.4",
        "nothing, as platform:networkIsolation is public and nodes leave by their own load balancer")]
    [InlineData("networkDnsZonesGroup", Group, "nothing, as platform:networkIsolation is public and there are no private endpoints")]
    public void Load_HubOfAPublicNetwork_WantsNothing(string key, string given, string allowed)
        => Assert.Equal(
            SettingsCase.Problem($"platform:{key}", $"'{given}'", allowed, $"{Remove} {key}"),
            SettingsCase.Message(("networkId", Network), (key, given)));

    [Theory]
    [InlineData("networkEgressNextHop", "10.0.0.4",
        "nothing, as platform:networkId is not set and a network that is only now made is connected to no hub")]
    [InlineData("networkDnsZonesGroup", Group,
        "nothing, as platform:networkId is not set and central zones do not answer in a network that is only now made")]
    public void Load_HubOfANetworkOfItsOwn_WantsNothing(string key, string given, string allowed)
        => Assert.Equal(
            SettingsCase.Problem($"platform:{key}", $"'{given}'", allowed, $"{Remove} {key}"),
            SettingsCase.Message(("networkIsolation", "privateApprovedOutbound"), (key, given)));

    [Fact]
    public void Load_HubInsideThePlatformsRange_WantsAnAddressOutside()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkEgressNextHop", "'10.20.255.4'",
                "an address outside of platform:networkAddressSpace, which is 10.20.0.0/16",
                $"{Remove} networkEgressNextHop"),
            SettingsCase.Message(
                ("networkIsolation", "privateApprovedOutbound"), ("networkId", Network), ("networkEgressNextHop", "10.20.255.4")));

    [Fact]
    public void Load_PackageHostsBehindAHub_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkPackageHosts", "'packages.example.com'",
                "none, as platform:networkEgressNextHop is set and the hub's firewall decides what is approved",
                $"{Remove} networkPackageHosts"),
            SettingsCase.Message(
                ("networkIsolation", "privateApprovedOutbound"), ("networkId", Network), ("networkEgressNextHop", "10.0.0.4"),
                ("networkPackageHosts", """["packages.example.com"]""")));

    [Theory]
    [InlineData("logRetentionDays", "30")]
    [InlineData("logDailyCapGigabytes", "1")]
    public void Load_LimitsOfAGivenWorkspace_WantsNone(string key, string given)
        => Assert.Equal(
            SettingsCase.Problem(
                $"platform:{key}", $"'{given}'", "nothing, as platform:logWorkspaceId is set and that workspace has its own",
                $"{Remove} {key}"),
            SettingsCase.Message(("logWorkspaceId", Workspace), (key, given)));
}
