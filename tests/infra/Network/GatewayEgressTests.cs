using System.Collections.Immutable;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Network;

/// <summary>What API Management calls besides Azure's services, under approved outbound.</summary>
public sealed class GatewayEgressTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly (string, string)[] _inside = [("networkIsolation", "privateApprovedOutbound"), ("gatewayExposure", "private")];

    [Fact]
    public async Task Gateway_InTheNetwork_LeavesByTheFirewallWhichLetsItsNeedsPass()
    {
        var run = await StackRun.OfAsync("prod", _inside);
        var rules = run.One("FirewallPolicyRuleCollectionGroup");
        var names = Texts(rules, "applications", "targetFqdns").Concat(Texts(rules, "services", "destinationFqdns")).ToArray();

        // Lists of revoked certificates, CAPTCHA, the time, and mail; updates have a tag
        Assert.Superset(
            new HashSet<string> { "ocsp.digicert.com", "crl.microsoft.com", "client.hip.live.com", "partner.hip.live.com",
                "time.windows.com", "ies.global.microsoft.com" },
            names.ToHashSet());
        Assert.Contains("WindowsUpdate", Texts(rules, "applications", "fqdnTags"));
        Assert.Equal(
            ["management ApiManagement Internet ", "to-firewall 0.0.0.0/0 VirtualAppliance 10.30.7.4"],
            ((ImmutableArray<object>)run.One("RouteTable", "routes-gateway")["routes"]!).Cast<ImmutableDictionary<string, object>>()
                .Select(
                    route => $"{route["name"]} {route["addressPrefix"]} {route["nextHopType"]} "
                        + $"{route.GetValueOrDefault("nextHopIpAddress")}"));
        Assert.Contains(
            "180 443", ((ImmutableArray<object>)run.One("NetworkSecurityGroup", "nsg-gateway")["securityRules"]!)
                .Cast<ImmutableDictionary<string, object>>().Where(rule => rule.ContainsKey("destinationPortRanges"))
                .Select(rule => $"{rule["priority"]} {((ImmutableArray<object>)rule["destinationPortRanges"])[0]}"));
    }

    // Answers to callers on the internet have to leave as the calls came
    [Fact]
    public void Gateway_OnTheInternet_KeepsItsOwnEgress()
    {
        Assert.DoesNotContain(Approved.All("RouteTable"), table => table.Name == "routes-gateway");
        Assert.DoesNotContain("WindowsUpdate", Texts(Approved.One("FirewallPolicyRuleCollectionGroup"), "applications", "fqdnTags"));
    }

    private static IEnumerable<string> Texts(Declared rules, string collection, string member)
        => ((ImmutableArray<object>)rules["ruleCollections"]!).Cast<ImmutableDictionary<string, object>>()
            .Single(each => (string)each["name"] == collection)["rules"] is ImmutableArray<object> all
            ? all.Cast<ImmutableDictionary<string, object>>().Where(rule => rule.ContainsKey(member))
                .SelectMany(rule => (ImmutableArray<object>)rule[member]).Cast<string>()
            : [];
}
