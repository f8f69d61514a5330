using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Identity;

public sealed class ApiApplicationTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Application_InAnyStack_HasARoleForEveryTier(string run)
    {
        var application = Stacks[run].One("Application");

        Assert.Equal(
            ["tier.free", "tier.trial", "tier.standard", "tier.premium", "tier.metered"],
            Enumerable.Range(0, 5).Select(i => application.Text($"appRoles.{i}.value")));
        Assert.Null(application["appRoles.5"]);
        // Holders are applications and people alike
        Assert.Equal(
            ("User", "Application"),
            (application.Text("appRoles.0.allowedMemberTypes.0"), application.Text("appRoles.0.allowedMemberTypes.1")));
    }

    [Theory, MemberData(nameof(All))]
    public void Application_InAnyStack_ExposesOneScope(string run)
    {
        var application = Stacks[run].One("Application");

        Assert.Equal(
            ("predict", "User"),
            (application.Text("api.oauth2PermissionScopes.0.value"), application.Text("api.oauth2PermissionScopes.0.type")));
        Assert.Equal(true, application["api.oauth2PermissionScopes.0.enabled"]);
        Assert.Null(application["api.oauth2PermissionScopes.1"]);
        Assert.Equal(2.0, Convert.ToDouble(application["api.requestedAccessTokenVersion"]));
    }

    // Else the next update would take away the name that another resource gave it
    [Fact]
    public void Application_NamedByItsId_KeepsTheName()
    {
        Assert.Equal($"api://{Prod.One("Application").Answer("clientId")}", Prod.One("ApplicationIdentifierUri").Text("identifierUri"));
        Assert.Equal(["identifierUris"], Prod.One("Application").Options.IgnoreChanges);
    }

    [Fact]
    public void Ids_OfRolesAndScopes_Differ()
    {
        var application = Prod.One("Application");

        Assert.Distinct(
            Enumerable.Range(0, 3).Select(i => application.Text($"appRoles.{i}.id"))
                .Append(application.Text("api.oauth2PermissionScopes.0.id")));
    }
}
