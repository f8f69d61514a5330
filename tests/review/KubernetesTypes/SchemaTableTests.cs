using Platform.Review.KubernetesTypes;
using Platform.Review.KubernetesTypes.Generation;

namespace Platform.Review.Tests.KubernetesTypes;

public sealed class SchemaTableTests
{
    [SkippableFact]
    public async Task Write_OfThePackages_IsWhatIsCommitted()
    {
        var modules = await NpmPackages.InstallAsync("KubernetesTypes");

        var written = new SchemaTable(Path.Combine(modules, "node_modules")).Write();

        Assert.True(
            await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, ObjectSchemas.File)) == written,
            $"{ObjectSchemas.File} is not what the packages say; write it again with: {SchemaTable.Mend}");
    }

    [Fact]
    public void In_WithoutThePackages_SaysWhichIsMissing()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<ReviewException>(() => new SchemaTable(folder.Path));

        Assert.Equal(
            $"'{folder.Path}' has no kubernetes-models; install the packages that review/KubernetesTypes/schemas.json is made of there.",
            error.Message);
    }
}
