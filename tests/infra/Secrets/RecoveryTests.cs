using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Secrets;

/// <summary>How a name that Azure keeps for a while comes back.</summary>
public sealed class RecoveryTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public async Task Vault_OfTheSetting_IsRecoveredByItsCreationAlone()
    {
        var vault = (await StackRun.OfAsync("dev", ("secretsRecover", "true"))).One("Vault", "vault");

        Assert.Equal("recover", vault.Text("properties.createMode"));
        Assert.Contains("properties.createMode", vault.Options.IgnoreChanges);
        Assert.Null(Dev.One("Vault", "vault")["properties.createMode"]);
    }

    [Fact]
    public async Task Gateway_OfTheSetting_IsRestoredByItsCreationAlone()
    {
        var service = (await StackRun.OfAsync("dev", ("gatewayRestore", "true"))).One("ApiManagementService");

        Assert.Equal(true, service["restore"]);
        Assert.Contains("restore", service.Options.IgnoreChanges);
        Assert.Null(Dev.One("ApiManagementService")["restore"]);
    }
}
