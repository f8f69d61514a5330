using Platform.Infra.Grants;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Secrets;

/// <summary>Which vault holds what, and who may read it.</summary>
public sealed class VaultsTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Workspace_OfAnyStack_HasAVaultOfItsOwn(string run)
    {
        var stack = Stacks[run];
        var own = stack.One("Vault", "machine-learning-vault").Text("vaultName");

        Assert.EndsWith($"/{own}", stack.One("Workspace", "workspace").Text("keyVault"), StringComparison.Ordinal);
        Assert.NotEqual(own, stack.One("Vault", "vault").Text("vaultName"));
        // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault
        Assert.Matches("^[a-z][a-z0-9]{2,23}$", own);
        Assert.Equal(
            ["keeps-secrets", "manages-vault"],
            stack.All("RoleAssignment").Where(grant => grant.Text("scope")!.EndsWith($"/{own}", StringComparison.Ordinal))
                .Select(grant => grant.Name).Order());
    }

    // What signs the workload's certificates is in it
    [Theory, MemberData(nameof(All))]
    public void Authority_OfAnyStack_IsReadByNoIdentityOfTheStack(string run)
    {
        var stack = Stacks[run];
        var vault = stack.One("Vault", "vault").Text("vaultName");

        Assert.All(
            stack.All("Secret").Where(secret => secret.Type == "azure-native:keyvault:Secret"),
            secret => Assert.Equal(vault, secret.Text("vaultName")));
        Assert.DoesNotContain(stack.All("RoleAssignment"), grant => grant.Text("scope")!.EndsWith($"/{vault}", StringComparison.Ordinal));
        Assert.DoesNotContain(
            stack.All("RoleAssignment"),
            grant => grant.Text("roleDefinitionId")!.EndsWith(BuiltInRole.KeyVaultAdministrator.Id, StringComparison.Ordinal)
                && grant.Name != "keeps-secrets");
    }

    [Theory]
    [InlineData("properties.enableRbacAuthorization", true), InlineData("properties.enableSoftDelete", true)]
    [InlineData("properties.softDeleteRetentionInDays", 90.0), InlineData("properties.enablePurgeProtection", true)]
    [InlineData("properties.publicNetworkAccess", "Disabled"), InlineData("properties.networkAcls.defaultAction", "Deny")]
    public void Vault_OfEither_IsClosedAlike(string path, object expected)
        => Assert.All(Prod.All("Vault"), vault => Assert.Equal($"{expected}", $"{vault[path]}"));
}
