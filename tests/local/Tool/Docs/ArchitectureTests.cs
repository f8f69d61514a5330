using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Docs;

/// <summary>The page that leads through the code leads to what is there.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly HashSet<string> _types =
        [.. new[] { "app", "infra", "local", "review" }
            .SelectMany(folder => RepositoryFiles.Below(folder, "*.cs"))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Fact]
    public void Page_OfTypesAndFolders_NamesThoseThatExist()
    {
        var words = Code().Matches(RepositoryFiles.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.Empty(MissingOf(words));
        Assert.InRange(words.Count(_types.Contains), 25, int.MaxValue);
    }

    [Fact]
    public void MissingOf_PlantedNames_FindsThem()
        => Assert.Equal(
            ["NoSuchType", "app/Nowhere"], MissingOf(["JobQueue", "NoSuchType", "app/Inference", "app/Nowhere", "x-product-id"]));

    private static IEnumerable<string> MissingOf(IEnumerable<string> words) => words.Where(word =>
        TypeName().IsMatch(word) ? !_types.Contains(word.Split('.')[0])
        : word.Split('/')[0] is "app" or "infra" or "local" or "review" && !RepositoryFiles.Exists(word.Replace("/*", "")));

    [GeneratedRegex("(?<!`)`([^`\\n]+)`(?!`)")]
    private static partial Regex Code();

    // A type with a file of its own, perhaps with one of its methods
    [GeneratedRegex(@"^[A-Z][a-z]+([A-Z][a-z]+)+(\.[A-Z]\w+)?$")]
    private static partial Regex TypeName();
}
