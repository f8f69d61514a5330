using Platform.Infra.Tests.Cloud;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

/// <summary>A gateway behind a Front Door.</summary>
public sealed class FrontDoorTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Id = "99999999-aaaa-bbbb-cccc-1234567890ab";

    private static readonly (string, string)[] _door = [("gatewayFrontDoorId", Id), ("gatewayFrontDoorHost", "www.example.com")];

    [Theory, MemberData(nameof(All))]
    public void Gateway_OfAnyStack_TakesCallsFromAnywhereUnlessAskedFor(string run)
    {
        Assert.DoesNotContain(Stacks[run].All("PolicyFragment"), fragment => fragment.Name == "fragment-front-door");
        Assert.Contains("context.Request.IpAddress", Stacks[run].One("ApiPolicy", "health-policy").Text("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_BehindAFrontDoor_AdmitsItsCallsAloneWhateverTheyAreFor()
    {
        var run = await StackRun.OfAsync("dev", _door);
        var fragment = run.One("PolicyFragment", "fragment-front-door");
        var policy = run.One("Template", "policy").Text("properties.template.resources.0.properties.value");

        Assert.Contains(
            $"context.Request.Headers.GetValueOrDefault(&quot;X-Azure-FDID&quot;, &quot;&quot;) != &quot;{Id}&quot;",
            fragment.Text("value"),
            StringComparison.Ordinal);
        Assert.Contains($"<include-fragment fragment-id=\"{fragment.Id.Split('/')[^1]}\" />", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_OfAGatewayBehindAFrontDoor_AreItsOwn()
    {
        var run = await StackRun.OfAsync("dev", [.. _door, ("billingEnabled", "true")]);

        foreach (var (output, path) in new[] { ("gatewayUrl", "inference/v1"), ("healthUrl", "health/ready"), ("consoleUrl", "console") })
            Assert.Equal($"https://www.example.com/{path}", await OutputUtilities.GetValueAsync(run.Outputs[output]));
        Assert.Equal("https://www.example.com/health/ready", run.One("WebTest").Text("request.requestUrl"));
    }

    // Front Door is whom the gateway sees; what it says of the client's address may be the client's own word
    [Theory, InlineData("health-policy"), InlineData("billing-console-policy")]
    public async Task Limits_ByAddressBehindAFrontDoor_AreByThatOfItsCaller(string policy)
    {
        var value = (await StackRun.OfAsync("dev", [.. _door, ("billingEnabled", "true")])).One("ApiPolicy", policy).Text("value");

        Assert.Contains(
            "context.Request.Headers.GetValueOrDefault(&quot;X-Azure-SocketIP&quot;, &quot;&quot;)", value, StringComparison.Ordinal);
        Assert.DoesNotContain("IpAddress", value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Firewall_OfAConsoleBehindAFrontDoor_LetsItCallThere()
    {
        var run = await StackRun.OfAsync("prod", [.. _door, ("networkIsolation", "privateApprovedOutbound"), ("billingEnabled", "true")]);
        var rules = run.One("FirewallPolicyRuleCollectionGroup");
        var console = Enumerable.Range(0, 12).Select(at => $"ruleCollections.0.rules.{at}")
            .First(rule => rules.Text($"{rule}.name") == "console");

        Assert.Equal("www.example.com", rules.Text($"{console}.targetFqdns.0"));
    }
}
