using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class RepositoryTests
{
    [Fact]
    public void Around_FolderInside_FindsTheRoot()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform");
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "a", "b")).FullName;

        Assert.Equal(folder.Path, Repository.Around(inside).Root);
    }

    [Fact]
    public void Around_NoProjectAnywhere_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<ReviewException>(() => Repository.Around(folder.Path));

        Assert.Equal(
            $"Neither '{folder.Path}' nor any folder above it has a Pulumi.yaml; run inside the repository, "
            + "or give its folder with --root.",
            exception.Message);
    }

    [Fact]
    public void At_NoProject_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();

        var exception = Assert.Throws<ReviewException>(() => Repository.At(folder.Path));

        Assert.Equal($"'{folder.Path}' has no Pulumi.yaml; give the repository's folder with --root.", exception.Message);
    }

    [Fact]
    public void Configuration_UnknownStack_NamesItAndTheOnesThatExist()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform");
        folder.Write("Pulumi.prod.yaml", "");
        folder.Write("Pulumi.dev.yaml", "");

        var exception = Assert.Throws<ReviewException>(() => Repository.At(folder.Path).Configuration("staging"));

        Assert.Equal(
            $"There is no stack 'staging': {folder.Path} has the stacks 'dev', 'prod'. Create one with: pulumi stack init staging",
            exception.Message);
    }

    [Fact]
    public void Configuration_ProjectDefaults_FillWhatTheStackLeavesOut()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "Pulumi.yaml",
            """
            name: platform
            config:
              location: { type: string, default: westeurope }
              size: { type: integer, default: 3 }
              zones: { type: array, items: { type: string }, default: ["1", "2"] }
              owner: { type: string }
              azure-native:location: { value: northeurope }
              short: 1.50
            """);
        folder.Write("Pulumi.dev.yaml", "config:\n  platform:size: \"5\"\n");

        var configuration = Repository.At(folder.Path).Configuration("dev");

        Assert.Equal("platform", configuration.Project);
        Assert.Equal(
            [
                "azure-native:location=northeurope", "platform:location=westeurope", "platform:short=1.50", "platform:size=5",
                """platform:zones=["1","2"]""",
            ],
            configuration.Values.Select(setting => $"{setting.Key}={setting.Value}"));
        Assert.Equal("5", configuration.Get("size"));
        Assert.Null(configuration.Get("owner"));
    }

    [Fact]
    public void Configuration_KeyOfAnotherNamespace_DeclaresNoneOfTheProjects()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: platform\nconfig:\n  location: westeurope\n  azure-native:quantum: { value: q }\n");
        folder.Write("Pulumi.dev.yaml", "config:\n  platform:quantum: q\n");

        var exception = Assert.Throws<ReviewException>(() => Repository.At(folder.Path).Configuration("dev"));

        Assert.StartsWith(
            "Pulumi.dev.yaml, line 2, column 3: 'platform:quantum' is no setting; ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_ProjectWithoutName_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "runtime: dotnet");
        folder.Write("Pulumi.dev.yaml", "");

        var exception = Assert.Throws<ReviewException>(() => Repository.At(folder.Path).Configuration("dev"));

        Assert.Equal("Pulumi.yaml has no 'name: <project>'.", exception.Message);
    }
}
