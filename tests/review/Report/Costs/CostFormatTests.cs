using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Report;
using Platform.Review.Report.Costs;
using Platform.Review.Tests.Costs;

namespace Platform.Review.Tests.Report.Costs;

public sealed class CostFormatTests
{
    private static CostReport Report => MadePlan.Report(
        TierReportTests.Plan("EUR") with { Resources = [.. TierReportTests.Plan("EUR").Resources, .. Odd] },
        new() { CallsPerSecondPerReplica = 1, Utilisation = 50, QuotaUsed = 50, DnsQueries = 0 });

    private static Platform.Review.Plans.PlannedResource[] Odd
    => [
        MadePlan.Resource("platform/x/thing", "azure-native:quantum:Workspace"),
        MadePlan.Resource("platform/x/pool", "azure-native:containerservice:AgentPool", """{ "vmSize": "Huge", "osDiskSizeGB": 64 }"""),
    ];

    [Fact]
    public void Text_Report_ShowsTheDearestFirstThenWhatIsLeftOut()
        => Assert.Equal(
            """
            dev: at least 156.50 USD a month, at list prices of 2026-01-01 to 2026-01-01

                  146.00  cluster
                  146.00    platform/cluster/pool  Virtual Machines Small, Compute: 1,460 × 0.1 for an hour (2 nodes)

                   10.00  x
                   10.00    platform/x/pool  Managed Disks P6, Disk, LRS: 1 × 10 for a month (1 node)

                    0.50  network
                    0.50    platform/network/zone  Azure DNS Private, Zone: 1 × 0.5 for a month

            Without a price, so that the sum is too small
              platform/x/pool: Virtual Machines Huge, Compute has no price in here

            Not priced
              platform/x/thing: no prices are known for this kind

            Tiers, in USD
              Free: free; its quota of 3,600 calls uses 0.10
              Standard: 1.25; its quota of 36,000 calls uses 1.00; covers its calls up to 45,000 calls; carrying the platform takes 14
              Unlimited: 0.13; its quota of 36,000 calls uses 1.00; covers its calls up to 4,500 calls; at its expected calls it carries nothing
              A million calls use 27.78 USD of compute, logs and traffic. Without that, the platform costs 10.50 USD a month; of 20 expected subscriptions, each has to carry 0.53. At these assumptions the platform earns 13.75 and costs 156.50 USD a month, and breaks even at 65 subscriptions that have a price; 20 are expected.
              1 EUR = 1.25 USD of 2026-01-02

            """.ReplaceLineEndings("\n"),
            new TextCostFormat().Write(Report));

    [Fact]
    public void Text_Comparison_ShowsWhatChanges()
    {
        var comparison = CostComparison.Between(
            MadePlan.Report(MadePlan.Of(MadePlan.Pool("platform/cluster/pool", 2), MadePlan.Zone("platform/network/a"))),
            MadePlan.Report(
                MadePlan.Of(
                    MadePlan.Pool("platform/cluster/pool", 1), MadePlan.Zone("platform/network/a"), MadePlan.Zone("platform/network/b"))));

        Assert.Equal(
            """
            dev against 1234567 (HEAD): 146.50 → 74.00 USD a month (-72.50, -49 %)

            cluster: 146.00 → 73.00 (-73.00, -50 %)
              platform/cluster/pool: 146.00 → 73.00 (-73.00, -50 %)

            network: 0.50 → 1.00 (+0.50, +100 %)
              platform/network/b: none → 0.50 (+0.50)

            """.ReplaceLineEndings("\n"),
            new TextCostFormat().Write(comparison, "1234567 (HEAD)"));
    }

    [Fact]
    public void Text_NothingChanges_SaysSo()
        => Assert.Equal(
            "dev against HEAD: 0.50 USD a month, as before\n",
            new TextCostFormat().Write(
                CostComparison.Between(
                    MadePlan.Report(MadePlan.Of(MadePlan.Zone("platform/a/b"))),
                    MadePlan.Report(MadePlan.Of(MadePlan.Zone("platform/a/b")))),
                "HEAD"));

    [Fact]
    public void Json_Report_HasSourcesAndExactAmounts()
    {
        var report = JsonNode.Parse(new JsonCostFormat().Write(Report))!;

        Assert.Equal("156.5", report["total"]!.ToJsonString());
        Assert.Equal(
            """["cluster","x","network"]""",
            new JsonArray([.. report["components"]!.AsArray().Select(each => each!["name"]!.DeepClone())]).ToJsonString());
        var line = report["components"]![0]!["resources"]![0]!["lines"]![0]!;
        Assert.Equal(("https://example.com/prices", "2026-01-01", "1460", "0.1", "146"), (
            (string?)line["source"], (string?)line["date"], line["quantity"]!.ToJsonString(), line["price"]!.ToJsonString(),
            line["total"]!.ToJsonString()));
        Assert.Equal(
            """[{"path":"platform/x/pool","charge":"Virtual Machines Huge, Compute","unit":"hour","region":"here"}]""",
            report["missing"]!.ToJsonString());
        Assert.Equal("platform/x/thing", (string?)report["notPriced"]![0]!["path"]);
        Assert.Equal(("1.25", "45000", "14"), (
            report["tiers"]!["lines"]![1]!["price"]!.ToJsonString(),
            report["tiers"]!["lines"]![1]!["coveredCalls"]!.ToJsonString(),
            report["tiers"]!["lines"]![1]!["carrying"]!.ToJsonString()));
        Assert.Equal("2026-01-02", (string?)report["tiers"]!["exchangeRate"]!["date"]);
    }

    [Fact]
    public void Json_Comparison_HasBaseAndDifference()
    {
        var comparison = CostComparison.Between(null, MadePlan.Report(MadePlan.Of(MadePlan.Zone("platform/network/a"))));

        var report = JsonNode.Parse(new JsonCostFormat().Write(comparison, "HEAD"))!;

        Assert.Equal("HEAD", (string?)report["base"]);
        Assert.Equal(
            """
            {"currency":"USD","before":null,"after":0.5,"difference":0.5,"components":[{"name":"network","before":null,"after":0.5,"difference":0.5}],
            "resources":[{"name":"platform/network/a","before":null,"after":0.5,"difference":0.5}],"missing":[],"atLeast":false,"assumptions":[],"warnings":[]}
            """.ReplaceLineEndings(""),
            report["change"]!.ToJsonString());
    }

    [Fact]
    public void Markdown_Report_HasAComponentTableAndFoldedResources()
    {
        var text = new MarkdownCostFormat().Write(Report);

        Assert.StartsWith("### dev: at least 156.50 USD a month\n\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "| component | a month |\n|---|---:|\n| cluster | 146.00 |\n| x | 10.00 |\n| network | 0.50 |\n", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "<details>\n<summary>cluster</summary>\n\n**146.00** `platform/cluster/pool`\n- 146.00: ", text, StringComparison.Ordinal);
        Assert.Contains("- platform/x/thing: no prices are known for this kind\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_ThousandsOfResources_FitAComment()
    {
        var before = MadePlan.Of();
        var after = MadePlan.Of([.. Enumerable.Range(0, 2000).SelectMany(number => new[]
        {
            MadePlan.Zone($"platform/component-{number % 40}/zone-{number}"),
            MadePlan.Resource($"platform/x/{new string('x', 100)}{number}", "azure-native:a:B"),
        })]);
        var (former, report) = (MadePlan.Report(before), MadePlan.Report(after));

        foreach (var text in new[] { new MarkdownCostFormat().Write(report),
                new MarkdownCostFormat().Write(CostComparison.Between(former, report), "HEAD") })
        {
            Assert.InRange(text.Length, 1000, Comment.Limit);
            Assert.Contains("- and 1980 more\n", text, StringComparison.Ordinal);
        }
    }
}
