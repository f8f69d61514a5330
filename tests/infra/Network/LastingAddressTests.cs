using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests.Network;

/// <summary>Addresses and egress, whose zones are for life.</summary>
public sealed class LastingAddressTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Addresses_OfAnyStack_AreMadeBeforeTheOldOnesGo(string run) => Assert.All(
        Stacks[run].All("PublicIPAddress").Concat(Stacks[run].Custom.Where(resource => resource.Name is "nat" or "address-nat")),
        resource => Assert.False(Assert.IsType<CustomResourceOptions>(resource.Options).DeleteBeforeReplace));

    [Fact]
    public async Task Addresses_InOtherZones_HaveOtherNames()
    {
        var other = await StackRun.OfAsync("prod", ("clusterZones", """["1"]"""), ("gatewayZones", "[]"));
        var without = await StackRun.OfAsync("prod", ("clusterZones", "[]"), ("gatewayZones", "[]"));

        foreach (var input in new[] { "publicIpAddressName", "dnsSettings.domainNameLabel" })
            Assert.NotEqual(
                Prod.One("PublicIPAddress", "address-gateway").Text(input), other.One("PublicIPAddress", "address-gateway").Text(input));
        Assert.NotEqual(Prod.One("Resource", "nat").Text("resourceName"), without.One("NatGateway", "nat").Text("natGatewayName"));
        Assert.NotEqual(
            Prod.One("Resource", "address-nat").Text("resourceName"),
            without.One("PublicIPAddress", "address-nat").Text("publicIpAddressName"));
    }

    [Fact]
    public void Egress_OfAStackInZones_IsInAllOfThem()
    {
        var (nat, address) = (Prod.One("Resource", "nat"), Prod.One("Resource", "address-nat"));

        Assert.Equal(("natGateways", "StandardV2"), (nat.Text("resourceType"), nat.Text("sku.name")));
        // Of the same SKU, as the gateway takes no other
        Assert.Equal(("publicIPAddresses", "StandardV2"), (address.Text("resourceType"), address.Text("sku.name")));
        Assert.EndsWith($"/{address.Text("resourceName")}", nat.Text("properties.publicIpAddresses.0.id"), StringComparison.Ordinal);
        Assert.Contains(Prod.All("DiagnosticSetting"), setting => setting.Name.Contains("address-nat", StringComparison.Ordinal));
    }
}
