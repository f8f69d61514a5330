using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Platform.Gateway.Tests.Hosting;

/// <summary>A stack's file alone says what its gateway does.</summary>
public sealed class StackTests
{
    private const string Predict = "/inference/v1/predict";

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Rate_OfATier_IsWhatTheStackFileSays(int callsPerMinute)
    {
        var test = PolicyTest.OfPlan(await StackPlans.OfAsync(
            "dev", "platform:tiers: [{ name: hobby, displayName: Hobby, description: For fun., terms: None., callsPerMinute: "
            + $"{callsPerMinute}, callsPerMonth: 100 }}]"));

        for (var call = 0; call < callsPerMinute; call++)
            Assert.Equal(200, (await test.SendAsync("POST", Predict, "hobby", "{}")).Status);
        Assert.Equal(429, (await test.SendAsync("POST", Predict, "hobby", "{}")).Status);
        Assert.Equal(["hobby"], test.Model.Products.Keys);
    }

    [Theory]
    [InlineData(1, 1024 * 1024)]
    [InlineData(2, 2 * 1024 * 1024)]
    public async Task Body_MayBeAsLargeAsTheStackFileSays(int mebibytes, long bytes)
    {
        var test = PolicyTest.OfPlan(await StackPlans.OfAsync("dev", $"platform:gatewayMaxBodyMebibytes: \"{mebibytes}\""));

        Assert.Equal(200, (await test.SendAsync("POST", Predict, "free", "{}", ("Content-Length", $"{bytes}"))).Status);
        Assert.Equal(413, (await test.SendAsync("POST", Predict, "free", "{}", ("Content-Length", $"{bytes + 1}"))).Status);
    }

    [Theory]
    [InlineData("platform:gatewaySku: Developer")]
    [InlineData("platform:gatewaySku: StandardV2")]
    public async Task Tokens_AreNeeded_WhereTheStackFileSaysSo_OfTheTiersRole(string sku)
    {
        var issuer = new Policies.Access.Issuer();
        var plan = await StackPlans.OfAsync("dev", sku, "platform:gatewayTokensRequired: \"true\"");
        var test = PolicyTest.OfPlan(plan, issuer.Keys);
        foreach (var (tier, role) in new[] { ("free", "tier.free"), ("standard", "tier.standard") })
        {
            Assert.Equal(401, (await test.SendAsync("POST", Predict, tier, "{}")).Status);
            Assert.Equal(401, (await SendAsync(test, issuer, plan, tier, "tier.other")).Status);
            Assert.Equal(200, (await SendAsync(test, issuer, plan, tier, role)).Status);
        }
    }

    private static Task<GatewayAnswer> SendAsync(PolicyTest test, Policies.Access.Issuer issuer, string plan, string tier, string role)
    {
        var fragment = JsonNode.Parse(plan)!["resources"]!.AsArray()
            .Single(each => ((string)each!["path"]!).EndsWith($"tier-{tier}-role", StringComparison.Ordinal))!;
        var policy = XElement.Parse((string)fragment["inputs"]!["value"]!).Element("validate-azure-ad-token")!;
        var descriptor = issuer.Descriptor(test.Clock);
        descriptor.Issuer = $"https://login.microsoftonline.com/{policy.Attribute("tenant-id")!.Value}/v2.0";
        descriptor.Audience = policy.Descendants("audience").Single().Value;
        descriptor.Claims = new Dictionary<string, object> { ["roles"] = new[] { role } };
        return test.SendAsync("POST", Predict, tier, "{}", ("Authorization", $"Bearer {Policies.Access.Issuer.Token(descriptor)}"));
    }
}
