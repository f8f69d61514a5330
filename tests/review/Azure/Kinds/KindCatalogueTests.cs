using Platform.Review.Azure.Kinds;
using Platform.Review.Costs.Kinds;
using Platform.Review.Roles;
using Platform.Review.Stacks;
using Platform.Review.Tests.Rules;

namespace Platform.Review.Tests.Azure.Kinds;

public sealed class KindCatalogueTests
{
    // What others are made by: it says its kind itself
    private const string Generic = "azure-native:resources:Resource";

    [Fact]
    public async Task All_OfAzure_AreTheKindsThatSomeSettingMakes()
    {
        var made = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var configuration in Configurations())
            made.UnionWith((await SoundPlan.RecordAsync(configuration)).Resources.Select(resource => resource.Type).Where(IsAzure));

        Assert.Equal(made, Azure.Select(kind => kind.Type).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_OfAzure_AreFreeOrHaveAPrice() => Assert.Equal(
        Azure.Where(kind => kind.Free is null && kind.Type != Generic).Select(kind => kind.Type).Order(StringComparer.Ordinal),
        BillableKinds.Names.Where(IsAzure).Order(StringComparer.Ordinal));

    [Fact]
    public void All_Rows_SayNothingTwice() => Assert.All(KindCatalogue.All, kind =>
    {
        // What makes anew is not refused as well, and the path makes anew by itself
        Assert.Empty(kind.ForceNew.Intersect(kind.Fixed));
        Assert.Empty(kind.ForceNew.Intersect(kind.PathInputs));
        Assert.Equal(kind.IsAzure, kind.Path is not null);
    });

    [Theory]
    [InlineData("azure-native:keyvault:Vault", "keyvault:Vault")]
    [InlineData("azure-native:keyvault/v20230701:Vault", "keyvault:Vault")]
    [InlineData("azure-native:KeyVault:Vault", "keyvault:Vault")]
    [InlineData("kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:Deployment")]
    [InlineData("azure-native:quantum:Workspace", null)]
    public void Find_Type_IsItsRowWhateverTheVersion(string type, string? expected)
        => Assert.Equal(expected, KindCatalogue.Find(type)?.Name);

    [Theory]
    [InlineData("Microsoft.Network/natGateways", "azure-native:network:NatGateway")]
    [InlineData("Microsoft.Network/virtualNetworks/subnets", null)]
    public void OfAzureType_PartsOfOthers_AreNotFound(string type, string? expected)
        => Assert.Equal(expected, KindCatalogue.OfAzureType(type)?.Type);

    private static IEnumerable<Kind> Azure => KindCatalogue.All.Where(kind => kind.IsAzure);

    private static bool IsAzure(string type) => type.StartsWith(Kind.AzureNative, StringComparison.Ordinal);

    // Both stacks as they are in every way to set them up, with all that can be on, and with what only some can have
    private static IEnumerable<StackConfiguration> Configurations()
    {
        var repository = Repository.At(RepositoryRoot.Path);
        foreach (var stack in repository.Stacks)
            foreach (var variant in RoleVariant.All)
                yield return variant.Of(repository.Configuration(stack));
        yield return AzureTypes.EveryPlanTests.Everything("dev", "StandardV2", "private");
        yield return AzureTypes.EveryPlanTests.Everything("prod", "Premium", "public");
        yield return With(
            repository.Configuration("dev"), ("gatewayPortalTenant", "contoso.onmicrosoft.com"),
            ("gatewayPortalAuthority", "contoso.ciamlogin.com"), ("gatewayPortalClientId", "11111111-2222-3333-4444-555555555555"),
            ("gatewayPortalClientSecret", "PRIVATE"), ("gatewayPortalSecretEnds", "2027-12-31"));
        yield return With(SoundPlan.Configuration("prod", "privateApprovedOutbound"), ("networkPackageHosts", """["pypi.org"]"""));
        // Models that are sold by others than Microsoft
        yield return With(
            repository.Configuration("dev"), ("serverlessModel", "azureml://registries/azureml-meta/models/Llama-3.3-70B-Instruct"));
    }

    private static StackConfiguration With(StackConfiguration configuration, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string>(configuration.Values);
        foreach (var (key, value) in settings)
            values[$"platform:{key}"] = value;
        return configuration with { Values = values };
    }
}
