using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Docs;

/// <summary>What people are told to run and to read is there.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Pages => new(
        RepositoryFiles.Below(".", "*.md", recursive: false)
            .Concat(RepositoryFiles.Below("docs", "*.md"))
            .Concat(RepositoryFiles.Below(".github", "*.md"))
            .Concat(["app/README.md", "bench/README.md"]));

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_OfCommands_NamesVerbsAndOptionsThatExist(string page)
    {
        foreach (var line in CommandLines.In(RepositoryFiles.Read(page)))
            await CommandLines.AssertExistsAsync(line, page);
    }

    [Theory, MemberData(nameof(Pages))]
    public void Page_OfLinks_LeadsToFilesThatExist(string page)
        => Assert.All(
            Link().Matches(RepositoryFiles.Read(page)).Select(match => match.Groups[1].Value)
                .Where(link => !link.Contains(':', StringComparison.Ordinal)),
            link =>
                Assert.True(
                    RepositoryFiles.Exists(Path.Combine(Path.GetDirectoryName(page)!, link)),
                    $"{page} links to '{link}', which does not exist"));

    [Fact]
    public void Readme_OfLines_HasAtMost150() => Assert.InRange(RepositoryFiles.Read("README.md").Split('\n').Length, 1, 151);

    [Fact]
    public async Task ProblemOf_PlantedLines_NamesWhatDoesNotExist()
    {
        Assert.Equal("there is no verb 'fly'", await CommandLines.ProblemOf("fly --high"));
        Assert.Equal("plan has no option --colour", await CommandLines.ProblemOf("plan --stack dev --colour"));
        Assert.Null(await CommandLines.ProblemOf("plan --stack dev"));
    }

    // Without the fragment; a title after it is none of the file's name
    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();
}
