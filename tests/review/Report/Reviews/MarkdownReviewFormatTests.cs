using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Costs.Usage;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Graphs;
using Platform.Review.Report.Reviews;
using Platform.Review.Rules;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Report.Reviews;

public sealed class MarkdownReviewFormatTests
{
    private static readonly Rule _rule = RuleCatalogue.All.First(rule => rule.Severity == Severity.Error);

    [Fact]
    public void Write_NewAndSolvedFindings_AreSaid()
    {
        var (kept, solved, added) = (At("a"), At("b"), At("c"));
        var (before, after) = (Rules(kept, solved), Rules(kept, added));
        var plan = Planted.Of(Planted.Resource("platform/a", "azure-native:privatedns:PrivateZone"));

        var text = Write(new StackReport(plan, PlanDiff.Between(plan, plan), after, FindingChanges.Between(before, after), Cost(plan)));

        Assert.Contains("| dev | no change; 1 unchanged | nothing | 2 errors, 1 new, 1 solved | ", text, StringComparison.Ordinal);
        Assert.Contains($"\n**dev, against the rules**\n\n- {_rule.Id}: platform/c: ", text, StringComparison.Ordinal);
        Assert.Contains("<summary>dev / rules: 2 errors, 1 new, 1 solved</summary>", text, StringComparison.Ordinal);
        Assert.Contains($"- **new** error `{_rule.Id}` `platform/c` `tags`: found nothing, expected 'a'. ", text, StringComparison.Ordinal);
        Assert.Contains($"- **solved** error `{_rule.Id}` `platform/b` `tags`\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NoBase_EveryFindingIsNew()
        => Assert.Equal(["platform/a"], FindingChanges.Between(null, Rules(At("a"))).New.Select(finding => finding.Resource));

    // Around the border, and far beyond it: nothing is cut in the middle, and what one comment cannot hold goes on in others
    [Theory]
    [InlineData(100)]
    [InlineData(390)]
    [InlineData(420)]
    [InlineData(1_000)]
    public void WriteAll_Any_LosesNothingAndEachFits(int count)
    {
        var (before, after) = (Wide(count, "a"), Wide(count, "b"));
        var stack = new StackReport(
            after, PlanDiff.Between(before, after), Rules(),
            FindingChanges.Between(null, Rules([.. Enumerable.Range(0, count).Select(i => At($"x{i}"))])), Cost(after));

        var comments = WriteAll(stack, stack with { After = after with { Stack = "prod" }, Diff = stack.Diff with { Stack = "prod" } });

        Assert.StartsWith("### What changes in the cloud\n", comments[0], StringComparison.Ordinal);
        Assert.All(comments, comment =>
        {
            Assert.InRange(Comment.Size(comment), 1, Comment.Limit);
            Assert.Equal(comment.Split("<details>").Length, comment.Split("</details>").Length);
        });
        var all = string.Concat(comments);
        Assert.DoesNotContain("Too long for", all, StringComparison.Ordinal);
        Assert.All(new[] { "dev", "prod" }, name => Assert.All(
            Enumerable.Range(0, count), i => Assert.Contains($"<summary>{name} / part{i}: ", all, StringComparison.Ordinal)));
    }

    [Fact]
    public void WriteAll_MoreThanAnybodyReads_NamesWhatIsLeftOut()
    {
        var (before, after) = (Wide(5_000, "a"), Wide(5_000, "b"));
        var stack = new StackReport(after, PlanDiff.Between(before, after), Rules(), FindingChanges.Between(null, Rules()), Cost(after));

        var comments = WriteAll(stack);

        Assert.Equal(MarkdownReviewFormat.MostComments, comments.Count);
        Assert.All(comments, comment => Assert.InRange(Comment.Size(comment), 1, Comment.Limit));
        Assert.Contains("\nToo long for comments: ", comments[^1], StringComparison.Ordinal);
    }

    // What prod loses comes before all that dev gets, in the second comment as in the first
    [Fact]
    public void WriteAll_FourHundredResources_TellsProdsLossesFirst()
    {
        var (devBefore, devAfter) = (Vaults("dev", 200, "a"), Vaults("dev", 200, "b"));
        var (prodBefore, prodAfter) = (Vaults("prod", 200, "a", isProtected: true), Vaults("prod", 200, "b", isProtected: true));

        var comments = WriteAll(
            new(devAfter, PlanDiff.Between(devBefore, devAfter), Rules(), FindingChanges.Between(null, Rules()), Cost(devAfter)),
            new(prodAfter, PlanDiff.Between(prodBefore, prodAfter), Rules(), FindingChanges.Between(null, Rules()), Cost(prodAfter)));

        var all = string.Concat(comments);
        Assert.True(comments.Count > 1, "one comment holds it all");
        Assert.True(
            all.LastIndexOf("**replaced** `platform/prod", StringComparison.Ordinal) < all.IndexOf(
                "**replaced** `platform/dev", StringComparison.Ordinal),
            "dev's come before prod's");
        Assert.Equal(400, all.Split("**replaced** `").Length - 1);
        Assert.Equal(2 * 200, all.Split("- `location`: `a` → `b`").Length - 1);
    }

    [Fact]
    public void Write_Standing_SaysOfWhatItIs()
    {
        var plan = Planted.Of(Planted.Resource("platform/a", "azure-native:privatedns:PrivateZone"));
        var stack = new StackReport(plan, PlanDiff.Between(plan, plan), Rules(), FindingChanges.Between(null, Rules()), Cost(plan));
        var report = new ReviewReport("1a2b3c4 (HEAD)", [stack])
        {
            Standing = new(
                "5d6e7f8", new(new("https://github.com/a/b/actions/runs/9"), new(2026, 11, 26, 15, 4, 0, TimeSpan.FromHours(1)))),
        };

        Assert.Contains(
            "\nOf 5d6e7f8, against 1a2b3c4 (HEAD); 2026-11-26 14:04 UTC by [a run](https://github.com/a/b/actions/runs/9), "
            + "which keeps all of it with the pages of the graph.\n",
            new MarkdownReviewFormat().Write(report), StringComparison.Ordinal);
        var json = JsonNode.Parse(new JsonReviewFormat().Write(report))!;
        Assert.Equal(("5d6e7f8", "2026-11-26T15:04:00.0000000+01:00"), ((string?)json["head"], (string?)json["time"]));
    }

    // As many nodes as can be read in a comment, whatever the stack has
    [Fact]
    public async Task Overview_OfARealStack_HasAtMostTwentyNodesAndNamesWhatChanges()
    {
        var (before, after) = (await Planted.StackAsync("prod"), await Planted.StackAsync("prod", ("clusterUserNodesMax", "20")));

        var picture = MermaidGraphFormat.Overview(after, PlanDiff.Between(before, after));

        Assert.InRange(
            picture.Split('\n').Count(
                line => line.Contains("[\"", StringComparison.Ordinal) && !line.Contains("subgraph", StringComparison.Ordinal)), 2, 20);
        Assert.Contains("cluster/user-pool", picture, StringComparison.Ordinal);
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

        static string[] Findings(RuleReport report)
        => [
            .. report.Findings.Concat(report.Suppressed.Select(each => each.Finding))
                .Select(finding => $"{finding.Rule.Id} {finding.Property}").Order(StringComparer.Ordinal),
            .. report.Faults,
        ];
    }

    private static Plan Vaults(string stack, int count, string location, bool isProtected = false)
    {
        var tags = new JsonObject(
            [.. Enumerable.Range(0, 12).Select(i => KeyValuePair.Create($"tag{i}", (JsonNode?)$"{location}{new string('x', 40)}"))]);
        return Planted.Of([.. Enumerable.Range(0, count).Select(i => Planted.Resource(
            $"platform/{stack}{i}/vault", "azure-native:keyvault:Vault",
            new JsonObject { ["location"] = location, ["tags"] = tags.DeepClone() },
            new() { Protect = isProtected ? true : null }))]) with { Stack = stack };
    }

    private static IReadOnlyList<string> WriteAll(params StackReport[] stacks)
        => new MarkdownReviewFormat().WriteAll(new("1a2b3c4 (HEAD)", stacks));

    private static string Write(params StackReport[] stacks) => new MarkdownReviewFormat().Write(new("1a2b3c4 (HEAD)", stacks));

    private static Finding At(string name) => new(_rule, $"platform/{name}", "tags", "nothing", "'a'");

    private static RuleReport Rules(params Finding[] findings) => new("dev", findings, [], []);

    private static CostComparison Cost(Plan plan) => CostComparison.Between(null, CostReport.Of(plan, new UsageAssumptions()));

    private static Plan Wide(int count, string version) => Planted.Of([.. Enumerable.Range(0, count).Select(i => Planted.Resource(
        $"platform/part{i}/zone", "azure-native:privatedns:PrivateZone",
        new JsonObject { ["privateZoneName"] = $"zone{i}", ["tags"] = new JsonObject { ["version"] = version } }))]);
}
