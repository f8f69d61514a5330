using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Docs;

/// <summary>What people and pipelines ask <c>pulumi stack output</c> for is there.</summary>
public sealed partial class StackOutputTests
{
    private static readonly string[] _declared =
        [.. Output().Matches(RepositoryFiles.Read("infra/PlatformStack.cs")).Select(match => match.Groups[1].Value)];

    public static TheoryData<string> Files => new(
        RepositoryFiles.Below(".", "*.md", recursive: false)
            .Concat(RepositoryFiles.Below("docs", "*.md"))
            .Concat(RepositoryFiles.Below(".github", "*.yml"))
            .Concat(RepositoryFiles.Below("infra", "*.cs"))
            .Append("platform.cs")
            .Where(file => AskedBy(RepositoryFiles.Read(file)).Any()));

    [Theory, MemberData(nameof(Files))]
    public void File_OfStackOutputs_AsksForThoseThatTheStackHas(string file)
        => Assert.All(
            AskedBy(RepositoryFiles.Read(file)),
            name => Assert.True(_declared.Contains(name), $"{file} asks for '{name}'; the stack has {string.Join(", ", _declared)}"));

    [Fact]
    public void AskedBy_OptionsBeforeTheName_FindsTheName()
        => Assert.Equal(
            ["smokeKey", "image", "absent"],
            AskedBy("pulumi stack output --show-secrets smokeKey; pulumi stack output image ends with it; `pulumi stack output absent`"));

    private static IEnumerable<string> AskedBy(string text) => Asked().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\[Output\(""(\w+)""\)\]")]
    private static partial Regex Output();

    [GeneratedRegex(@"pulumi stack output (?:--\S+ )*([A-Za-z]\w*)")]
    private static partial Regex Asked();
}
