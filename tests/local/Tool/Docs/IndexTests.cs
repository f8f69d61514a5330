namespace Platform.Tool.Tests.Docs;

/// <summary>Every page of docs/ is found from an index.</summary>
public sealed class IndexTests
{
    [Theory, InlineData("docs"), InlineData("docs/runbooks")]
    public void Index_OfAFolder_LinksToEveryPageInIt(string folder)
    {
        var index = RepositoryFiles.Read($"{folder}/README.md");

        Assert.All(
            RepositoryFiles.Below(folder, "*.md", recursive: false).Select(Path.GetFileName).Where(page => page != "README.md"),
            page => Assert.True(index.Contains($"]({page})", StringComparison.Ordinal), $"{folder}/README.md does not link to {page}"));
    }
}
