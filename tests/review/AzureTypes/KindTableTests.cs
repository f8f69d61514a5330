using Platform.Review.Azure.Kinds;
using Platform.Review.AzureTypes;
using Platform.Review.AzureTypes.Generation;

namespace Platform.Review.Tests.AzureTypes;

public sealed class KindTableTests
{
    private static readonly string _unpacked =
        Path.Combine(RepositoryRoot.Path, "artifacts", "offline-feed-build", "node_modules", "@pulumi", "azure-native");

    [SkippableFact]
    public void Write_OfThePackage_IsWhatIsCommitted()
    {
        Skip.IfNot(Directory.Exists(_unpacked), "the npm package @pulumi/azure-native is not on this machine; eng/offline-feed unpacks it");

        var written = KindTable.Write(new Package(_unpacked));

        Assert.True(
            File.ReadAllText(Path.Combine(RepositoryRoot.Path, AzureKinds.File)) == written,
            $"{AzureKinds.File} is not what the package says; write it again with: {KindTable.Mend}");
    }

    // Whoever takes these values from the SDK is refused by Azure; infra says the right ones itself
    [SkippableFact]
    public void StrayEnums_OfThePackage_AreThoseThatAreKnown()
    {
        Skip.IfNot(Directory.Exists(_unpacked), "the npm package @pulumi/azure-native is not on this machine; eng/offline-feed unpacks it");
        var package = new Package(_unpacked);

        var strays = AzureKinds.All.Keys.SelectMany(kind => StraysOf(package, kind));

        Assert.Equal(
            ["dbforpostgresql:AdministratorsMicrosoftEntra principalType dbforpostgresql.PrincipalType: user, servicePrincipal, group",
                "dbforpostgresql:Server dataEncryption.type dbforpostgresql.DataEncryptionType: SystemAssigned",
                "monitor:ScheduledQueryRule criteria.allOf[].operator monitor.ConditionOperator: eq, ne, lt, lte, gt, gte, in, notin, "
                + "startswith, notstartswith, contains, notcontains"],
            strays);
    }

    [Fact]
    public void All_KindsOfThePlansCloud_HaveAVersion()
        => Assert.Equal(
            // Whoever uses it says the type and the version
            ["resources:Resource"],
            KindCatalogue.All.Where(kind => kind.IsAzure).Select(kind => kind.Name).Except(AzureKinds.All.Keys)
                .Order(StringComparer.Ordinal));

    [Fact]
    public void All_Versions_HaveADefinition()
        => Assert.Empty(AzureKinds.All.Where(kind => AzureDefinitions.Find(TypeOf(kind.Key), kind.Value.Version) is null)
            .Select(kind => $"{kind.Key} {TypeOf(kind.Key)}@{kind.Value.Version}"));

    [Theory]
    [InlineData("applicationinsights:WebTest", "webTestName", "properties.Name")]
    [InlineData("applicationinsights:WebTest", "webTestKind", "properties.Kind")]
    [InlineData("applicationinsights:WebTest", "locations[].location", "Id")]
    [InlineData("storage:StorageAccount", "enableHttpsTrafficOnly", "properties.supportsHttpsTrafficOnly")]
    [InlineData("storage:StorageAccount", "networkRuleSet", "properties.networkAcls")]
    [InlineData("keyvault:Secret", "properties.attributes.expires", "exp")]
    public void All_InputsOfOtherNames_AreFoundByTheirDocumentation(string kind, string input, string place)
        => Assert.Equal(place, AzureKinds.All[kind].Inputs![input]);

    [Fact]
    public void Package_NotThere_SaysWhatIsWanted()
    {
        var error = Assert.Throws<ReviewException>(() => new Package("/nowhere"));

        Assert.Equal(
            "'/nowhere' is no @pulumi/azure-native: it has no types/input.d.ts. Unpack the package of that name and version there.",
            error.Message);
    }

    [Fact]
    public void Read_ALineThatIsNoInput_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "kind.d.ts");
        File.WriteAllText(file, "export interface KindArgs {\n    name?: string;\n    [other: string]: any;\n}\n");

        var error = Assert.Throws<ReviewException>(() => DeclarationReader.Read(file));

        Assert.Equal($"'{file}' has a line that is no input: [other: string]: any;", error.Message);
    }

    private static string TypeOf(string kind) => KindCatalogue.Find($"{Kind.AzureNative}{kind}")!.AzureType;

    private static IEnumerable<string> StraysOf(Package package, string kind)
    {
        var (version, inputs) = package.Kind(kind)!.Value;
        var reading = new KindReading(package, $"azure-native:{kind}", AzureDefinitions.Find(TypeOf(kind), version)!);
        reading.Read(version, inputs);
        return reading.StrayEnums.Select(stray => $"{kind} {stray.Key} {stray.Value}");
    }
}
