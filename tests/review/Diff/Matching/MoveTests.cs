using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Tests.Diff.Matching;

public sealed class MoveTests
{
    private const string Vault = "azure-native:keyvault:Vault";

    [Fact]
    public void Between_Renamed_NamesTheAlias() => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(Secrets(), VaultAt("platform/secrets/safe")),
        "platform/secrets/vault",
        "Aliases = { new Alias { Name = \"vault\" } }");

    [Fact]
    public void Between_IntoAComponent_NamesTheAlias() => AssertMoved(
        Planted.Of(VaultAt("platform/vault")),
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        "platform/vault",
        "Aliases = { new Alias { NoParent = true } }");

    [Fact]
    public void Between_OutOfAComponent_NamesTheAlias() => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(VaultAt("platform/safe")),
        "platform/secrets/vault",
        "Aliases = { new Alias { Name = \"vault\", ParentUrn = \"urn:pulumi:dev::platform::platform:infra:Secrets::secrets\" } }");

    [Fact]
    public void Between_ComponentOfAnotherClass_NamesTheAliasOfItsParts() => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(Secrets() with { Type = "platform:infra:Safes" }, VaultAt("platform/secrets/vault")),
        "platform/secrets/vault",
        "Aliases = { new Alias { ParentUrn = \"urn:pulumi:dev::platform::platform:infra:Secrets::secrets\" } }");

    // Names of parents are no part of what Pulumi knows a resource by.
    [Fact]
    public void Between_ComponentRenamed_IsKept() => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(Planted.Resource("platform/safes", "platform:infra:Secrets"), VaultAt("platform/safes/vault")),
        "platform/secrets/vault",
        null);

    [Theory]
    [InlineData("name", "vault")]
    [InlineData("urn", "urn:pulumi:dev::platform::platform:infra:Secrets$azure-native:keyvault:Vault::vault")]
    public void Between_RenamedWithAlias_IsKept(string part, string value) => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(Secrets(), VaultAt("platform/secrets/safe", (part, value))),
        "platform/secrets/vault",
        null);

    [Fact]
    public void Between_MovedWithAliasOfTheStack_IsKept() => AssertMoved(
        Planted.Of(VaultAt("platform/vault")), Planted.Of(Secrets(), VaultAt("platform/secrets/vault", ("parent", "none"))),
        "platform/vault", null);

    [Fact]
    public void Between_MovedWithAliasOfTheParent_IsKept() => AssertMoved(
        Planted.Of(Secrets(), VaultAt("platform/secrets/vault")),
        Planted.Of(VaultAt("platform/vault", ("parentUrn", "urn:pulumi:dev::platform::platform:infra:Secrets::secrets"))),
        "platform/secrets/vault",
        null);

    [Fact]
    public void Between_RenamedAndChanged_ShowsBoth()
    {
        var after = VaultAt("platform/safe") with
        {
            Inputs = new JsonObject { ["vaultName"] = "kv", ["resourceGroupName"] = "rg", ["tags"] = "t" },
        };

        Assert.Equal(["moved platform/safe tags"], PlanDiff.Between(Planted.Of(VaultAt("platform/vault")), Planted.Of(after)).Lines());
    }

    [Fact]
    public void Between_DependenciesAndProviderOfMoved_AreTheSame()
    {
        var (was, isNow) = (Provider("platform/old"), Provider("platform/new"));

        Assert.Equal(
            ["moved platform/new"],
            PlanDiff.Between(Planted.Of(was, Namespace(was.Path)), Planted.Of(isNow, Namespace(isNow.Path))).Lines());
    }

    [Fact]
    public void Between_TwoThatAreTheSameInTheCloud_AreNotGuessed() => Assert.Equal(
        ["removed platform/a", "removed platform/b", "added platform/c"],
        PlanDiff.Between(Planted.Of(VaultAt("platform/a"), VaultAt("platform/b")), Planted.Of(VaultAt("platform/c"))).Lines());

    [Fact]
    public void Between_KubernetesRenamed_IsFoundByItsName()
    {
        var (was, isNow) = (Namespace("p"), Namespace("p") with { Path = "platform/space", Name = "space" });

        Assert.Equal(["moved platform/space"], PlanDiff.Between(Planted.Of(was), Planted.Of(isNow)).Lines());
    }

    private static void AssertMoved(Plan before, Plan after, string from, string? alias)
    {
        var change = Assert.Single(PlanDiff.Between(before, after).Changes);

        Assert.Equal(ChangeKind.Moved, change.Kind);
        Assert.Equal(from, change.Move!.From);
        Assert.Equal(alias, change.Move.Alias);
        Assert.Empty(change.Properties);
    }

    private static PlannedResource Secrets() => Planted.Resource("platform/secrets", "platform:infra:Secrets");

    private static PlannedResource VaultAt(string path, params (string, string)[] alias) => Planted.Resource(
        path,
        Vault,
        new JsonObject { ["vaultName"] = "kv", ["resourceGroupName"] = "rg" },
        alias is [] ? new() : new() { Aliases = [alias.ToDictionary(part => part.Item1, part => part.Item2)] });

    private static PlannedResource Provider(string path)
        => Planted.Resource(path, "pulumi:providers:kubernetes", new JsonObject { ["kubeconfig"] = "[secret]" });

    private static PlannedResource Namespace(string provider) => Planted.Resource(
        "platform/namespace",
        "kubernetes:core/v1:Namespace",
        new JsonObject { ["metadata"] = new JsonObject { ["name"] = "inference" } },
        new() { Provider = provider, DependsOn = [provider] });
}
