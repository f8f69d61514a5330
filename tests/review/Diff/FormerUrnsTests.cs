using Platform.Infra.Settings;
using Platform.Review.Diff.Matching;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Diff;

/// <summary>
/// The URNs of stacks from before parts of components had components of their own. A resource that the program finds by none of them would
/// be made anew, and the one that is there deleted. Whatever is taken out of the program on purpose is taken out of the lists as well;
/// resources that are called after their content are not in them.
/// </summary>
public sealed class FormerUrnsTests
{
    private const string Hub = "/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-hub/providers";

    // Together they declare every kind of resource under every name. A list has what those before it, of the same stack, have not
    private static readonly Dictionary<string, StackConfiguration> _configurations = new()
    {
        ["dev"] = Of("dev"),
        ["prod"] = Of("prod"),
        ["dev-everything"] = AzureTypes.EveryPlanTests.Everything("dev", "Premium", "private"),
        ["dev-everything-v2"] = AzureTypes.EveryPlanTests.Everything("dev", "StandardV2", "private"),
        ["prod-everything"] = AzureTypes.EveryPlanTests.Everything("prod", "Premium", "public"),
        ["prod-everything-v2"] = AzureTypes.EveryPlanTests.Everything("prod", "StandardV2", "private"),
        ["dev-others"] = Of(
            "dev", ("networkIsolation", "privateInternetOutbound"), ("registrySku", "Premium"), ("githubRepository", "contoso/platform"),
            ("endpointEnabled", "true"), ("endpointInstancesMax", "3"),
            ("serverlessModel", "azureml://registries/azureml-meta/models/Llama-3"), ("clusterSystemPoolApart", "true"),
            ("workloadGrpcPort", "8081"), ("conversationsServer", "psql-example.postgres.database.azure.com"),
            ("gatewayTokensRequired", "true"), ("gatewayPortalTenant", "contoso.onmicrosoft.com"),
            ("gatewayPortalAuthority", "contoso.ciamlogin.com"), ("gatewayPortalClientId", "11111111-2222-3333-4444-555555555555"),
            ("gatewayPortalClientSecret", "PRIVATE"), ("gatewayPortalSecretEnds", "2027-12-31")),
        ["prod-approved"] = Of(
            "prod", ("networkIsolation", "privateApprovedOutbound"), ("gatewayExposure", "private"), ("gatewayHostName", "api.contoso.com"),
            ("gatewayCertificateVaultId", $"{Hub}/Microsoft.KeyVault/vaults/kv-hub"),
            ("networkPackageHosts", """["packages.example.com"]""")),
        ["prod-hub"] = Of(
            "prod", ("networkIsolation", "privateApprovedOutbound"), ("networkEgressNextHop", "10.0.0.4"),
            ("networkId", $"{Hub}/Microsoft.Network/virtualNetworks/vnet-spoke")),
    };

    public static TheoryData<string> States => [.. _configurations.Keys];

    [Theory, MemberData(nameof(States))]
    public async Task Stack_OfBefore_LosesNoResource(string state) => Assert.Empty(Lost(state, await PlanAsync(_configurations[state])));

    [Fact]
    public async Task Stack_WithoutOneOfItsAliases_LosesThatResource()
        => Assert.Equal(
            ["urn:pulumi:dev::platform::platform:infra:Gateway$azure-native:apimanagement:Product::tier-free"],
            Lost("dev", (await PlanAsync(_configurations["dev"])).With(
                "platform/gateway/tier-free/tier-free", tier => tier with { Options = tier.Options with { Aliases = null } })));

    private static StackConfiguration Of(string stack, params (string Key, string Value)[] settings)
    {
        var configuration = Repository.At(RepositoryRoot.Path).Configuration(stack);
        var values = new Dictionary<string, string>(configuration.Values);
        foreach (var (key, value) in settings)
            values[Setting.FullKey(key)] = value;
        return configuration with { Values = values };
    }

    private static async Task<Plan> PlanAsync(StackConfiguration state) => (await SoundPlan.RecordAsync(state)).Committed();

    private static IEnumerable<string> Lost(string state, Plan plan)
    {
        var former = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tests/review/Diff/FormerUrns", $"{state}.txt"));
        var urns = new Urns(plan);
        Assert.NotEmpty(former);
        return former.Except(
            plan.Resources.Where(resource => resource.Custom).SelectMany(resource => urns.AliasesOf(resource).Append(urns.Of(resource))));
    }
}
