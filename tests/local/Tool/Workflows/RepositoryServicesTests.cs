using YamlDotNet.RepresentationModel;

namespace Platform.Tool.Tests.Workflows;

/// <summary>What GitHub reads besides the workflows names folders and files that are there.</summary>
public sealed class RepositoryServicesTests
{
    private static readonly Dictionary<string, string[]> _manifests = new()
    {
        ["nuget"] = ["Directory.Packages.props"],
        ["npm"] = ["package.json"],
        ["docker"] = ["Dockerfile"],
        ["github-actions"] = [".github/workflows", "action.yml"],
    };

    [Fact]
    public void Dependabot_OfEveryEcosystem_LooksWhereAManifestIs()
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(RepositoryFiles.Read(".github/dependabot.yml")));
        var updates = (YamlSequenceNode)stream.Documents[0].RootNode["updates"];

        Assert.All(updates.Children.Cast<YamlMappingNode>(), update =>
        {
            var manifests = _manifests[$"{update["package-ecosystem"]}"];
            var folders = WorkflowFile.Child(update, "directories") is YamlSequenceNode several
                ? several.Children.Select(one => $"{one}")
                : [$"{update["directory"]}"];
            Assert.All(
                folders,
                folder => Assert.Contains(manifests, manifest => RepositoryFiles.Exists(Path.Combine(folder.TrimStart('/'), manifest))));
        });
    }

    [Fact]
    public void CodeOwners_OfEveryPath_NameOneThatExists()
        => Assert.All(
            RepositoryFiles.Read(".github/CODEOWNERS").Split('\n').Where(line => line.StartsWith('/'))
                .Select(line => line.Split(' ')[0].Trim('/')),
            path => Assert.True(
                path.Contains('*', StringComparison.Ordinal)
                    ? RepositoryFiles.Below(".", path, recursive: false).Any()
                    : RepositoryFiles.Exists(path),
                $"CODEOWNERS names /{path}, which does not exist"));
}
