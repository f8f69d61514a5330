using System.Xml.Linq;
using Platform.Infra.Tests.Cloud;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

public sealed class HealthApiTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public async Task Health_InAnyStack_IsOneOperationWithoutAKey(string run)
    {
        Assert.Equal(false, Stacks[run].One("Api", "health")["subscriptionRequired"]);
        Assert.Equal(
            ("GET", "/ready"), (Stacks[run].One("ApiOperation").Text("method"), Stacks[run].One("ApiOperation").Text("urlTemplate")));
        Assert.Equal(Stacks[run].One("Api", "health").Text("apiId"), Stacks[run].One("ApiOperation").Text("apiId"));
        Assert.Equal(
            $"{Stacks[run].GatewayUrl}/health/ready", await OutputUtilities.GetValueAsync(Stacks[run].Outputs["healthUrl"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Health_InAnyStack_AsksTheServerByTheWayThatCallersTake(string run)
    {
        var inbound = XElement.Parse(Stacks[run].One("ApiPolicy", "health-policy").Text("value")!).Element("inbound")!;

        Assert.Equal(Stacks[run].One("Backend").Text("backendId"), inbound.Element("set-backend-service")!.Attribute("backend-id")!.Value);
        Assert.Equal("/v2/health/ready", inbound.Element("rewrite-uri")!.Attribute("template")!.Value);
        Assert.Equal("false", inbound.Element("rewrite-uri")!.Attribute("copy-unmatched-params")!.Value);
    }

    [Fact]
    public void Health_OfOneAddress_IsLimited()
    {
        var limit = XElement.Parse(Prod.One("ApiPolicy", "health-policy").Text("value")!).Element("inbound")!.Element("rate-limit-by-key")!;

        Assert.Equal(("60", "60"), (limit.Attribute("calls")!.Value, limit.Attribute("renewal-period")!.Value));
        Assert.Equal("@(\"health-\" + context.Request.IpAddress)", limit.Attribute("counter-key")!.Value);
    }

    [Fact]
    public void Health_IsInNoTier() => Assert.DoesNotContain(Prod.All("ProductApi"), link => link.Text("apiId") == "health");
}
