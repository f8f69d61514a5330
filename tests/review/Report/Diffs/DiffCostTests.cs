using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Diff;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Diffs;
using Platform.Review.Tests.Costs;

namespace Platform.Review.Tests.Report.Diffs;

/// <summary>What a diff says about money.</summary>
public sealed class DiffCostTests
{
    private static readonly Plan _before = MadePlan.Of(MadePlan.Pool("platform/cluster/pool", 1));

    private static readonly Plan _after = MadePlan.Of(
        MadePlan.Pool("platform/cluster/pool", 2),
        MadePlan.Resource("platform/x/disk", "azure-native:containerservice:AgentPool", """{ "vmSize": "Huge" }"""));

    [Fact]
    public void Text_CostChanges_ShowsItAndWhatHasNoPrice()
        => Assert.StartsWith(
            """
            dev against HEAD: 1 changed, 1 added; 1 unchanged

            Cost: 73.00 → at least 146.00 USD a month (+73.00, +100 %)
              platform/cluster/pool: 73.00 → 146.00 (+73.00, +100 %)
              platform/x/disk: Virtual Machines Huge, Compute has no price in here
              platform/x/disk: Managed Disks P10, Disk, LRS has no price in here

            Price and quota

            """.ReplaceLineEndings("\n"),
            new TextDiffFormat().Write(Report(_before, _after)),
            StringComparison.Ordinal);

    [Fact]
    public void Text_CostStays_SaysSo()
    {
        var zone = MadePlan.Zone("platform/network/a");
        var tagged = zone with
        {
            Inputs = JsonNode.Parse("""{ "privateZoneName": "a", "resourceGroupName": "rg", "tags": { "a": "b" } }""")!.AsObject(),
        };

        Assert.Contains(
            "\n\nCost: 0.50 USD a month, as before\n\n", new TextDiffFormat().Write(Report(MadePlan.Of(zone), MadePlan.Of(tagged))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_NoChange_SaysNothingOfCost()
        => Assert.Equal("dev against HEAD: no change; 2 unchanged\n", new TextDiffFormat().Write(Report(_before, _before)));

    [Fact]
    public void Markdown_CostChanges_IsInTheSummary()
        => Assert.Contains(
            """

            Cost of **dev**: 73.00 → at least 146.00 USD a month (+73.00, +100 %)

            - platform/cluster/pool: 73.00 → 146.00 (+73.00, +100 %)
            - platform/x/disk: Virtual Machines Huge, Compute has no price in here
            - platform/x/disk: Managed Disks P10, Disk, LRS has no price in here

            <details>
            """.ReplaceLineEndings("\n"),
            new MarkdownDiffFormat().Write(Report(_before, _after)),
            StringComparison.Ordinal);

    [Fact]
    public void Markdown_ThousandsOfCosts_FitAComment()
    {
        var after =
            MadePlan.Of([.. Enumerable.Range(0, 2000).Select(number => MadePlan.Zone($"platform/network/{new string('z', 80)}-{number}"))]);

        var text = new MarkdownDiffFormat().Write(Report(MadePlan.Of(), after));

        Assert.InRange(text.Length, 1000, Comment.Limit);
        Assert.Contains("Cost of **dev**: 0.00 → 1,000.00 USD a month (+1,000.00)\n", text, StringComparison.Ordinal);
        Assert.Contains("- and 1980 more\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_CostChanges_HasBothTotals()
    {
        var cost = JsonNode.Parse(new JsonDiffFormat().Write(Report(_before, _after)))!["stacks"]![0]!["cost"]!;

        Assert.Equal(
            ("73", "146", "73"), (cost["before"]!.ToJsonString(), cost["after"]!.ToJsonString(), cost["difference"]!.ToJsonString()));
        Assert.Equal(2, cost["missing"]!.AsArray().Count);
    }

    private static DiffReport Report(Plan before, Plan after) => new("HEAD", [PlanDiff.Between(before, after)])
    {
        Costs = [CostComparison.Between(MadePlan.Report(before), MadePlan.Report(after))],
    };
}
