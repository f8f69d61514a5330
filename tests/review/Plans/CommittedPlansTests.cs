using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Plans;

public sealed class CommittedPlansTests
{
    private static readonly Plan _sample = new("platform", "dev", [], new JsonObject { ["url"] = "https://example.com" });

    public static TheoryData<string> Stacks => RealStacksTests.Stacks;

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Complaint_RepositorysPlan_IsNone(string stack)
    {
        var file = Path.Combine(RepositoryRoot.Path, CommittedPlans.FileOf(stack));
        var plan = await PlanRecorder.RecordAsync(
            RepositoryRoot.Path, Repository.At(RepositoryRoot.Path).Configuration(stack), CancellationToken.None);

        Assert.Null(CommittedPlans.Complaint(File.Exists(file) ? await File.ReadAllTextAsync(file) : null, plan));
    }

    [Fact]
    public void Complaint_NoFile_SaysHowToWriteIt() => Assert.Equal(
        "review/plans/dev.yaml does not exist; write it with: dotnet platform.cs plan --update", CommittedPlans.Complaint(null, _sample));

    [Theory]
    [InlineData(
        "https://example.com", "http://example.com", "line 6 is 'url: http://example.com', and should be 'url: https://example.com'")]
    [InlineData("\n", "",
        "line 1 is 'schemaVersion: 1project: platformstack: devresources: []outputs:  url: https://example.com', "
        + "and should be 'schemaVersion: 1'")]
    [InlineData("  url: https://example.com\n", "", "line 6 is '', and should be 'url: https://example.com'")]
    [InlineData("example.com\n", "example.com", "line 7 is missing, and should be ''")]
    [InlineData("example.com\n", "example.com\n  key: 1\n", "line 7 is 'key: 1', and should be ''")]
    public void Complaint_Stale_NamesTheCommandAndTheFirstLine(string old, string mistake, string expected) => Assert.Equal(
        $"review/plans/dev.yaml is stale; bring it up to date with: dotnet platform.cs plan --update\n  {expected}",
        CommittedPlans.Complaint(CommittedPlans.TextOf(_sample).Replace(old, mistake, StringComparison.Ordinal), _sample));

    [Fact]
    public void Complaint_OtherLineEnds_IsNone()
        => Assert.Null(CommittedPlans.Complaint(CommittedPlans.TextOf(_sample).ReplaceLineEndings("\r\n"), _sample));
}
