using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Cluster;

/// <summary>Secrets of Kubernetes under a key of the vault.</summary>
public sealed class KeyEncryptionTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly (string, string) _on = ("clusterKeyEncryption", "true");

    [Theory, MemberData(nameof(All))]
    public void Cluster_OfAnyStack_HasNoKeyUnlessAskedFor(string run)
    {
        Assert.Empty(Stacks[run].All("Key"));
        Assert.Null(Stacks[run].One("ManagedCluster")["securityProfile.azureKeyVaultKms"]);
        Assert.Null(Stacks[run].One("ManagedCluster")["apiServerAccessProfile.enableVnetIntegration"]);
    }

    [Fact]
    public async Task Cluster_OfAPublicStack_EncryptsByTheVaultsKey()
    {
        var run = await StackRun.OfAsync("dev", _on);
        var kms = "securityProfile.azureKeyVaultKms";
        var cluster = run.One("ManagedCluster");

        Assert.Equal(
            (true, run.One("Key", "secrets-key").Answer("keyUriWithVersion"), "Public", null),
            (cluster[$"{kms}.enabled"], cluster.Text($"{kms}.keyId"), cluster.Text($"{kms}.keyVaultNetworkAccess"),
                cluster.Text($"{kms}.keyVaultResourceId")));
        Assert.Equal(
            ("rotate", "P1Y"),
            (run.One("Key").Text("properties.rotationPolicy.lifetimeActions.0.action.type"),
                run.One("Key").Text("properties.rotationPolicy.lifetimeActions.0.trigger.timeAfterCreate")));
        Assert.Contains("/keys/", run.One("RoleAssignment", "control-plane-uses-key").Text("scope"), StringComparison.Ordinal);
        Assert.Contains(run.One("RoleAssignment", "control-plane-uses-key").Resource, await cluster.DependenciesAsync());
        Assert.DoesNotContain(run.All("RoleAssignment"), grant => grant.Name == "control-plane-links-vault");
    }

    // A closed vault is reached from the network alone, so that the API server has to be there
    [Fact]
    public async Task Cluster_OfAPrivateStack_HasItsApiServerInTheNetwork()
    {
        var run = await StackRun.OfAsync("prod", _on);
        var (cluster, vnet) = (run.One("ManagedCluster"), run.One("VirtualNetwork"));
        var subnet = Enumerable.Range(0, 10).First(i => vnet.Text($"subnets.{i}.name") == "snet-api-server");

        Assert.Equal("Private", cluster.Text("securityProfile.azureKeyVaultKms.keyVaultNetworkAccess"));
        Assert.EndsWith(
            $"/{run.One("Vault", "vault").Text("vaultName")}", cluster.Text("securityProfile.azureKeyVaultKms.keyVaultResourceId"),
            StringComparison.Ordinal);
        Assert.Equal(true, cluster["apiServerAccessProfile.enableVnetIntegration"]);
        Assert.EndsWith("/subnets/snet-api-server", cluster.Text("apiServerAccessProfile.subnetId"), StringComparison.Ordinal);
        Assert.Equal(
            ("10.30.7.128/28", "Microsoft.ContainerService/managedClusters"),
            (vnet.Text($"subnets.{subnet}.addressPrefix"), vnet.Text($"subnets.{subnet}.delegations.0.serviceName")));
        Assert.EndsWith(
            "/f25e0fa2-a7c8-4377-a976-54943a77a395", run.One("RoleAssignment", "control-plane-links-vault").Text("roleDefinitionId"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Load_KeysInANetworkWithoutRoom_WantsALargerRange()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkAddressSpace", "'10.20.0.0/22'",
                "a range of /21 or larger: platform:clusterKeyEncryption is true, and the API server has a subnet of its own",
                "pulumi config set --stack test networkAddressSpace 10.20.0.0/21"),
            SettingsCase.Message(
                ("clusterKeyEncryption", "true"), ("networkIsolation", "privateInternetOutbound"),
                ("networkAddressSpace", "10.20.0.0/22")));
}
