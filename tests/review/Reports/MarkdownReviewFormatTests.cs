using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Costs.Usage;
using Platform.Review.Diff;
using Platform.Review.Diff.Reports;
using Platform.Review.Plans;
using Platform.Review.Reports;
using Platform.Review.Reports.Formats;
using Platform.Review.Rules;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Reports;

public sealed class MarkdownReviewFormatTests
{
    private static readonly Rule Rule = RuleCatalogue.All.First(rule => rule.Severity == Severity.Error);

    [Fact]
    public void Write_NewAndSolvedFindings_AreSaid()
    {
        var (kept, solved, added) = (At("a"), At("b"), At("c"));
        var (before, after) = (Rules(kept, solved), Rules(kept, added));
        var plan = Planted.Of(Planted.Resource("platform/a", "azure-native:privatedns:PrivateZone"));

        var text = Write(new StackReport(plan, PlanDiff.Between(plan, plan), after, FindingChanges.Between(before, after), Cost(plan)));

        Assert.Contains("| dev | no change; 1 unchanged | nothing | 2 errors, 1 new, 1 solved | ", text, StringComparison.Ordinal);
        Assert.Contains($"\n**dev, against the rules**\n\n- {Rule.Id}: platform/c: ", text, StringComparison.Ordinal);
        Assert.Contains("<summary>dev / rules: 2 errors, 1 new, 1 solved</summary>", text, StringComparison.Ordinal);
        Assert.Contains($"- **new** error `{Rule.Id}` `platform/c` `tags`: found nothing, expected 'a'. ", text, StringComparison.Ordinal);
        Assert.Contains($"- **solved** error `{Rule.Id}` `platform/b` `tags`\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoBase_EveryFindingIsNew()
        => Assert.Equal(["platform/a"], FindingChanges.Between(null, Rules(At("a"))).New.Select(finding => finding.Resource));

    // Around the border, and far beyond it: all is there or named, and nothing is cut in the middle.
    [Theory]
    [InlineData(100)]
    [InlineData(390)]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(420)]
    [InlineData(5_000)]
    public void Write_Any_FitsWithTheSummaryOnTop(int count)
    {
        var (before, after) = (Wide(count, "a"), Wide(count, "b"));
        var stack = new StackReport(
            after, PlanDiff.Between(before, after), Rules(),
            FindingChanges.Between(null, Rules([.. Enumerable.Range(0, count).Select(i => At($"x{i}"))])), Cost(after));

        var text = Write(stack, stack with { After = after with { Stack = "prod" }, Diff = stack.Diff with { Stack = "prod" } });

        Assert.InRange(Comment.Size(text), 1, Comment.Limit);
        Assert.StartsWith("### What changes in the cloud\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Split("<details>").Length, text.Split("</details>").Length);
        Assert.Equal(
            count * 2 > text.Split("</details>").Length - 1 - Others(text),
            text.Contains("Too long for a comment: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RuleReport_CommittedForm_IsTheSame()
    {
        foreach (var stack in new[] { "dev", "prod" })
        {
            var configuration = Repository.At(RepositoryRoot.Path).Configuration(stack);
            var plan = await PlanRecorder.RecordAsync(RepositoryRoot.Path, configuration, CancellationToken.None);
            var suppressions = Suppressions.Of(configuration);

            Assert.Equal(
                Findings(RuleReport.Of(plan, suppressions, TimeProvider.System)),
                Findings(RuleReport.Of(await Planted.StackAsync(stack), suppressions, TimeProvider.System)));
        }

        static string[] Findings(RuleReport report) =>
        [
            .. report.Findings.Concat(report.Suppressed.Select(each => each.Finding))
                .Select(finding => $"{finding.Rule.Id} {finding.Property}").Order(StringComparer.Ordinal),
            .. report.Faults,
        ];
    }

    private static int Others(string text) =>
        text.Split("<summary>")
            .Count(
                part =>
                    part.Contains(" / rules", StringComparison.Ordinal) || part.Contains(" / cost", StringComparison.Ordinal)
                        || part.Contains(" / picture", StringComparison.Ordinal));

    private static string Write(params StackReport[] stacks) => new MarkdownReviewFormat().Write(new("1a2b3c4 (HEAD)", stacks));

    private static Finding At(string name) => new(Rule, $"platform/{name}", "tags", "nothing", "'a'");

    private static RuleReport Rules(params Finding[] findings) => new("dev", findings, [], []);

    private static CostComparison Cost(Plan plan) => CostComparison.Between(null, CostReport.Of(plan, new UsageAssumptions()));

    private static Plan Wide(int count, string version) => Planted.Of([.. Enumerable.Range(0, count).Select(i => Planted.Resource(
        $"platform/part{i}/zone", "azure-native:privatedns:PrivateZone",
        new JsonObject { ["privateZoneName"] = $"zone{i}", ["tags"] = new JsonObject { ["version"] = version } }))]);
}
