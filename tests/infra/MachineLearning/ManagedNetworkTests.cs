using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class ManagedNetworkTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory]
    [InlineData("dev", "Disabled", null, null)]
    [InlineData("prod", "AllowInternetOutbound", null, true)]
    [InlineData("approved", "AllowOnlyApprovedOutbound", "Basic", true)]
    public void Network_ByMode_IsMadeWithTheWorkspace(string run, string isolation, string? firewall, bool? now)
    {
        var workspace = Stacks[run].One("Workspace", "workspace");

        Assert.Equal(isolation, workspace.Text("managedNetwork.isolationMode"));
        Assert.Equal(firewall, workspace.Text("managedNetwork.firewallSku"));
        Assert.Equal(now, workspace["provisionNetworkNow"]);
        Assert.Empty(Stacks[run].All("ManagedNetworkSettingsRule"));
    }

    [Fact]
    public async Task ApprovedOutbound_WithPackageHosts_ApprovesThemOneAfterTheOther()
    {
        var run = await StackRun.OfAsync(
            "prod", ("networkIsolation", "privateApprovedOutbound"),
            ("networkPackageHosts", """["packages.example.com","*.example.org"]"""),
            ("trainingFirewallSku", "Standard"));
        var (one, other) = (
            run.One("ManagedNetworkSettingsRule", "outbound-packages-example-com"),
            run.One("ManagedNetworkSettingsRule", "outbound-any-example-org"));

        Assert.Equal(("FQDN", "packages.example.com"), (one.Text("properties.type"), one.Text("properties.destination")));
        Assert.Equal("*.example.org", other.Text("properties.destination"));
        Assert.Equal(["workspace"], await NeedsAsync(one));
        Assert.Equal(["outbound-packages-example-com"], await NeedsAsync(other));
        Assert.Equal("Standard", run.One("Workspace", "workspace").Text("managedNetwork.firewallSku"));
    }

    [Fact]
    public async Task OtherModes_WithPackageHosts_HaveNoRules()
        => Assert.Empty(
            (await StackRun.OfAsync("prod", ("networkPackageHosts", """["packages.example.com"]"""))).All("ManagedNetworkSettingsRule"));

    private static async Task<IEnumerable<string>> NeedsAsync(Declared rule)
        => (await OutputUtilities.GetValueAsync(rule.Options.DependsOn.ToOutput())).Select(needed => needed.GetResourceName());
}
