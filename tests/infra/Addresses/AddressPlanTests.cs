using System.Net;
using Platform.Infra.Addresses;

namespace Platform.Infra.Tests.Addresses;

public sealed class AddressPlanTests
{
    public static TheoryData<string> Spaces => new(
        "10.20.0.0/16", "10.0.128.0/17", "172.16.64.0/18", "192.168.32.0/19", "10.99.240.0/20", "10.99.248.0/21", "10.99.4.0/22",
        "192.168.2.0/23");

    [Theory, MemberData(nameof(Spaces))]
    public void For_AnySpace_StaysInside(string space)
    {
        foreach (var range in Ranges(AddressPlan.For(space)))
        {
            Assert.True(IPNetwork.Parse(space).Contains(range.BaseAddress), $"{range} starts outside of {space}");
            Assert.True(IPNetwork.Parse(space).Contains(Last(range)), $"{range} ends outside of {space}");
        }
    }

    [Theory, MemberData(nameof(Spaces))]
    public void For_AnySpace_DoesNotOverlap(string space)
    {
        var ranges = Ranges(AddressPlan.For(space));
        foreach (var (one, other) in ranges.SelectMany(one => ranges.Where(other => other != one).Select(other => (one, other))))
            Assert.False(one.Contains(other.BaseAddress), $"{one} and {other} overlap");
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Addresses_InAnySpace_AreUsableOnesOfTheirSubnets(string space)
    {
        var plan = AddressPlan.For(space);

        AssertUsable(plan.Nodes, plan.WorkloadAddress);
        AssertUsable(plan.Nodes, plan.CanaryAddress);
        Assert.NotEqual(plan.WorkloadAddress, plan.CanaryAddress);
        AssertUsable(plan.Firewall, plan.FirewallAddress);
    }

    [Fact]
    public void For_SmallestSpace_HasRoomForTheFirewallAndThePlatformsEndpoints()
    {
        var plan = AddressPlan.For($"10.20.0.0/{AddressPlan.SmallestSpace}");

        Assert.Equal(
            ["10.20.0.0/24", "10.20.1.0/26", "10.20.1.64/26", "10.20.1.128/26", "10.20.1.192/26"],
            Ranges(plan).Select(range => range.ToString()));
        Assert.Equal(59, AddressPlan.Usable(plan.Endpoints));
        Assert.Equal(("10.20.0.250", "10.20.0.249", "10.20.1.196"), (plan.WorkloadAddress, plan.CanaryAddress, plan.FirewallAddress));
    }

    [Fact]
    public void For_DefaultSpace_IsAsDocumented()
    {
        var plan = AddressPlan.For("10.20.0.0/16");

        Assert.Equal(
            ["10.20.0.0/22", "10.20.4.0/24", "10.20.5.0/24", "10.20.6.0/24", "10.20.7.0/26"],
            Ranges(plan).Select(range => range.ToString()));
        Assert.Equal("10.20.3.250", plan.WorkloadAddress);
        Assert.Equal("10.20.3.249", plan.CanaryAddress);
        Assert.Equal("10.20.7.4", plan.FirewallAddress);
    }

    private static IPNetwork[] Ranges(AddressPlan plan) => [plan.Nodes, plan.Gateway, plan.Endpoints, plan.Builds, plan.Firewall];

    // Azure keeps the first four addresses and the last
    private static void AssertUsable(IPNetwork subnet, string address)
        => Assert.InRange(Number(IPAddress.Parse(address)), Number(subnet.BaseAddress) + 4, Number(Last(subnet)) - 1);

    private static IPAddress Last(IPNetwork range)
    {
        var last = Number(range.BaseAddress) + (1u << (32 - range.PrefixLength)) - 1;
        return new(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)last)));
    }

    private static uint Number(IPAddress address) => (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(address.GetAddressBytes()));
}
