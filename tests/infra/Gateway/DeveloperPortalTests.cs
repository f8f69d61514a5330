using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

public sealed class DeveloperPortalTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly (string, string)[] _signIn =
    [
        ("gatewayPortalTenant", "contoso.onmicrosoft.com"), ("gatewayPortalAuthority", "contoso.ciamlogin.com"),
        ("gatewayPortalClientId", "11111111-2222-3333-4444-555555555555"), ("gatewayPortalClientSecret", "PRIVATE"),
        ("gatewayPortalSecretEnds", "2027-12-31"),
    ];

    [Theory, MemberData(nameof(All))]
    public void Portal_ByDefault_IsLeftAsAzureMadeIt(string run)
    {
        Assert.Empty(Stacks[run].All("IdentityProvider"));
        Assert.Empty(Stacks[run].All("Template").Where(IsPublication).Select(template => template.Name));
    }

    [Fact]
    public async Task Portal_OfARevision_IsPublishedUnderANameOfItsOwn()
    {
        var (first, second) = (await PublishedAsync("1"), await PublishedAsync("2"));

        Assert.Equal("Microsoft.ApiManagement/service/portalRevisions", first.Text("properties.template.resources.0.type"));
        Assert.EndsWith("/', deployment().name)]", first.Text("properties.template.resources.0.name"), StringComparison.Ordinal);
        Assert.Equal(true, first["properties.template.resources.0.properties.isCurrent"]);
        Assert.NotEqual(first.Name, second.Name);

        static async Task<Declared> PublishedAsync(string revision)
            => (await StackRun.OfAsync("dev", ("gatewayPortalRevision", revision))).All("Template").Single(IsPublication);
    }

    [Fact]
    public async Task Portal_OfATenant_SignsItsPeopleInAndIsPublishedAfterwards()
    {
        var run = await StackRun.OfAsync("dev", [.. _signIn, ("gatewayPortalRevision", "1")]);
        var provider = run.One("IdentityProvider");

        Assert.Equal(("aad", "contoso.ciamlogin.com"), (provider.Text("type"), provider.Text("authority")));
        Assert.Equal(("contoso.onmicrosoft.com", "MSAL-2"), (provider.Text("signinTenant"), provider.Text("clientLibrary")));
        Assert.True(await Output.IsSecretAsync(Assert.IsType<IdentityProviderArgs>(provider.Args).ClientSecret.ToOutput()));
        Assert.Contains(
            provider.Resource,
            await OutputUtilities.GetValueAsync(run.All("Template").Single(IsPublication).Options.DependsOn.ToOutput()));
        // 30 days before
        Assert.Equal("vector(time()) > 1827619200", run.One("PrometheusRuleGroup", "endings").Text("rules.2.expression"));
    }

    [Fact]
    public async Task Portal_WithAPartOfASignIn_IsRefusedWithAllThatIsMissing()
    {
        var (failure, _) = await StackRun.FailAsync("dev", ("gatewayPortalTenant", "contoso.onmicrosoft.com"));

        foreach (var line in new[] { "pulumi config set --stack dev gatewayPortalClientId <value>",
                "pulumi config set --stack dev --secret gatewayPortalClientSecret <value>",
                "pulumi config set --stack dev gatewayPortalSecretEnds <value>" })
            Assert.Contains(line, failure.ToString(), StringComparison.Ordinal);
    }

    private static bool IsPublication(Declared template) => template.Name.StartsWith("portal-", StringComparison.Ordinal);
}
