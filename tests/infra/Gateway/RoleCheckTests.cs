using System.Xml.Linq;
using Platform.Infra.Gateway;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests.Gateway;

public sealed class RoleCheckTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public void Tier_WhereTheKeyIsEnough_ChecksNoToken()
    {
        Assert.DoesNotContain(Prod.All("PolicyFragment"), fragment => fragment.Name.EndsWith("-role", StringComparison.Ordinal));
        Assert.All(
            Prod.All("ProductPolicy"), policy => Assert.DoesNotContain("-role", policy.Text("value"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tier_WhereTokensAreRequired_AdmitsItsRoleAlone()
    {
        var run = await StackRun.OfAsync("prod", ("gatewayTokensRequired", "true"));

        var fragment = XDocument.Parse(run.One("PolicyFragment", "fragment-tier-standard-role").Text("value")!);
        var check = fragment.Root!.Element("validate-azure-ad-token")!;
        Assert.Equal(Tenant.TenantId, check.Attribute("tenant-id")!.Value);
        Assert.Equal(run.One("Application").Answer("clientId"), check.Element("audiences")!.Element("audience")!.Value);
        Assert.Equal("tier.standard", check.Element("required-claims")!.Element("claim")!.Element("value")!.Value);
        var inbound =
            XDocument.Parse(run.One("ProductPolicy", "tier-standard-policy").Text("value")!).Root!.Element("inbound")!.Elements().ToList();
        Assert.Equal(
            ["base", "include-fragment", "include-fragment", "rate-limit-by-key", "quota-by-key"],
            inbound.Select(statement => statement.Name.LocalName));
        Assert.Equal("fragment-tier-standard-role", inbound[1].Attribute("fragment-id")!.Value);
    }
}
