using Platform.Infra.Network;
using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Network;

/// <summary>Other networks that resolve the stack's private names.</summary>
public sealed class LinkedNetworksTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Group = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub";
    private const string Vpn = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-vpn";
    private const string Other = $"{Group}2/providers/Microsoft.Network/virtualNetworks/vnet-vpn";
    private static readonly (string, string) _linked = ("networkLinkedNetworks", $"""["{Vpn}","{Other}"]""");

    [Fact]
    public async Task Zones_OfAPrivateStack_AreLinkedToEach()
    {
        var run = await StackRun.OfAsync("prod", _linked);

        foreach (var zone in run.All("PrivateZone"))
            Assert.Equal(
                new[] { Vpn, Other },
                run.All("VirtualNetworkLink").Where(link => link.Text("privateZoneName") == zone.Text("privateZoneName"))
                    .Select(link => link.Text("virtualNetwork.id")!).Where(id => id.StartsWith(Group, StringComparison.Ordinal)));
        Assert.Distinct(run.All("VirtualNetworkLink").Select(link => (link.Text("privateZoneName"), link.Text("virtualNetworkLinkName"))));
    }

    // AKS keeps its own where nobody can link it
    [Fact]
    public async Task Cluster_WhoseNameOthersResolve_HasAZoneOfTheStack()
    {
        var run = await StackRun.OfAsync("prod", _linked);
        var zone = run.One("PrivateZone", $"zone-{PrivateZones.Cluster("westeurope")}");

        Assert.EndsWith(
            $"/{zone.Text("privateZoneName")}", run.One("ManagedCluster").Text("apiServerAccessProfile.privateDNSZone"),
            StringComparison.Ordinal);
        Assert.EndsWith(
            $"/{zone.Text("privateZoneName")}", run.One("RoleAssignment", "control-plane-names-cluster").Text("scope"),
            StringComparison.Ordinal);
        Assert.Equal("system", Prod.One("ManagedCluster").Text("apiServerAccessProfile.privateDNSZone"));
    }

    [Fact]
    public async Task Job_OfAStackWithLinks_MayLink()
        => Assert.Equal(
            [Vpn, Other],
            (await StackRun.OfAsync("prod", _linked, ("githubRepository", "contoso/platform"))).All("RoleAssignment")
                .Where(grant => grant.Name.StartsWith("links-zones-", StringComparison.Ordinal)).Select(grant => grant.Text("scope")!)
                .Order());

    [Fact]
    public void Load_NoIdsOfNetworks_SaysTheShape()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkLinkedNetworks", """'["vnet-vpn"]'""",
                "a list of ids of virtual networks, each "
                + "/subscriptions/<guid>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<name>",
                "pulumi config set --stack test --path 'networkLinkedNetworks[0]' "
                + "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub/providers/Microsoft.Network"
                + "/virtualNetworks/hub"),
            SettingsCase.Message(("networkLinkedNetworks", """["vnet-vpn"]""")));

    [Fact]
    public void Load_LinksOfZonesThatOthersKeep_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkLinkedNetworks", $"'{Vpn}'",
                "none, as platform:networkDnsZonesGroup is set and whoever keeps its zones links them",
                "pulumi config rm --stack test networkLinkedNetworks"),
            SettingsCase.Message(
                ("networkIsolation", "privateInternetOutbound"), ("networkId", Vpn), ("networkDnsZonesGroup", Group),
                ("networkLinkedNetworks", $"""["{Vpn}"]""")));
}
