using System.Collections.Immutable;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Network;

/// <summary>Who reaches what, subnet by subnet, rule by rule.</summary>
public sealed class SecurityGroupTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Closed = "4096 Inbound Deny * VirtualNetwork>*:*";
    private const string NoShells = "4000 Outbound Deny Tcp VirtualNetwork>*:22,3389";

    private static readonly string[] _gatewayInbound =
    [
        "100 Inbound Allow Tcp Internet>VirtualNetwork:443", "110 Inbound Allow Tcp ApiManagement>VirtualNetwork:3443",
        "120 Inbound Allow Tcp AzureLoadBalancer>VirtualNetwork:6390", "130 Inbound Allow * 10.30.4.0/24>10.30.4.0/24:*", Closed, NoShells,
    ];

    [Fact]
    public void Nodes_OfAPublicStack_AdmitTheGatewayAndThemselves() => Assert.Equal(
        [
            "100 Inbound Allow Tcp 10.20.4.0/24>VirtualNetwork:443", "120 Inbound Allow * AzureLoadBalancer>*:*",
            "130 Inbound Allow * 10.20.0.0/22,10.244.0.0/16>10.20.0.0/22,10.244.0.0/16:*", Closed, NoShells,
        ],
        Rules(Dev, "nodes"));

    [Theory, MemberData(nameof(Private))]
    public void Nodes_OfAPrivateStack_AdmitAdministratorsToTheApiAsWell(string run) => Assert.Equal(
        [
            "100 Inbound Allow Tcp 10.30.4.0/24>VirtualNetwork:443", "110 Inbound Allow Tcp VirtualNetwork>10.30.0.0/22:443",
            "120 Inbound Allow * AzureLoadBalancer>*:*", "130 Inbound Allow * 10.30.0.0/22,10.244.0.0/16>10.30.0.0/22,10.244.0.0/16:*",
            Closed, NoShells,
        ],
        Rules(Stacks[run], "nodes"));

    [Fact]
    public void Gateway_WithTheInternetOutbound_HasWhatApiManagementPrescribes() => Assert.Equal(_gatewayInbound, Rules(Prod, "gateway"));

    [Fact]
    public void Gateway_WithApprovedOutbound_ReachesNothingElse() => Assert.Equal(
        [
            .. _gatewayInbound, "100 Outbound Allow Tcp VirtualNetwork>Storage:443", "110 Outbound Allow Tcp VirtualNetwork>Sql:1433",
            "120 Outbound Allow Tcp VirtualNetwork>AzureKeyVault:443", "130 Outbound Allow Tcp VirtualNetwork>AzureMonitor:443,1886,12000",
            "140 Outbound Allow Tcp VirtualNetwork>AzureActiveDirectory:443",
            "150 Outbound Allow Tcp VirtualNetwork>EventHub:443,5671,5672",
            "160 Outbound Allow Tcp VirtualNetwork>Internet:80", "170 Outbound Allow Udp VirtualNetwork>Internet:123",
            "4096 Outbound Deny * *>Internet:*",
        ],
        Rules(Approved, "gateway"));

    [Theory, MemberData(nameof(All))]
    public void Endpoints_InAnyStack_AnswerHttpsAlone(string run)
        => Assert.Equal(["100 Inbound Allow Tcp VirtualNetwork>VirtualNetwork:443", Closed, NoShells], Rules(Stacks[run], "endpoints"));

    [Theory, MemberData(nameof(Private))]
    public void Builds_InAPrivateStack_AnswerNobody(string run) => Assert.Equal([Closed, NoShells], Rules(Stacks[run], "builds"));

    private static IEnumerable<string> Rules(StackRun run, string subnet)
        => from rule in ((ImmutableArray<object>)run.One("NetworkSecurityGroup", $"nsg-{subnet}")["securityRules"]!)
            .Cast<ImmutableDictionary<string, object>>()
        select $"{rule["priority"]} {rule["direction"]} {rule["access"]} {rule["protocol"]} {Either(rule, "sourceAddressPrefix")}"
            + $">{Either(rule, "destinationAddressPrefix")}:{Either(rule, "destinationPortRange")}";

    // One, or several in the plural; never both
    private static string Either(ImmutableDictionary<string, object> rule, string name)
    {
        var several = rule.GetValueOrDefault($"{name}es") ?? rule.GetValueOrDefault($"{name}s");
        Assert.NotEqual(rule.ContainsKey(name), several is not null);
        return several is ImmutableArray<object> list ? string.Join(',', list) : (string)rule[name];
    }
}
