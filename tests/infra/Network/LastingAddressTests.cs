using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests.Network;

/// <summary>Addresses and the way out, whose zones are for life.</summary>
public sealed class LastingAddressTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Addresses_OfAnyStack_AreMadeBeforeTheOldOnesGo(string run) => Assert.All(
        Stacks[run].All("PublicIPAddress").Concat(Stacks[run].All("NatGateway")),
        resource => Assert.False(Assert.IsType<CustomResourceOptions>(resource.Options).DeleteBeforeReplace));

    [Fact]
    public async Task Addresses_InOtherZones_HaveOtherNames()
    {
        var other = await StackRun.OfAsync("prod", ("clusterZones", """["1"]"""), ("gatewayZones", "[]"));

        foreach (var (kind, name, input) in new[] { ("PublicIPAddress", "address-nat", "publicIpAddressName"),
                ("PublicIPAddress", "address-gateway", "publicIpAddressName"), ("PublicIPAddress", "address-gateway", "dnsSettings.domainNameLabel"),
                ("NatGateway", "nat", "natGatewayName") })
            Assert.NotEqual(Prod.One(kind, name).Text(input), other.One(kind, name).Text(input));
    }
}
