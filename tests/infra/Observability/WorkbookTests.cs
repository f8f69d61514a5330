using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Infra.Observability.Workbooks;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests.Observability;

public sealed partial class WorkbookTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static WorkbookPanel[] Panels => [.. GatewayPanels.All("gateway"), .. ServerPanels.All, .. CostPanels.All("rg-a", "rg-b")];

    public static TheoryData<string> LogQueries
        => new(Panels.Where(panel => panel.Source == PanelSource.Logs).Select(panel => panel.Query));
    public static TheoryData<string> MetricQueries
        => new(Panels.Where(panel => panel.Source == PanelSource.Metrics).Select(panel => panel.Query));

    [Fact]
    public void Workbook_OfEachStack_IsNamedByAGuidOfItsOwn()
    {
        Assert.True(Guid.TryParseExact(Dev.One("Workbook").Text("resourceName"), "D", out var dev));
        Assert.True(Guid.TryParseExact(Prod.One("Workbook").Text("resourceName"), "D", out var prod));
        Assert.NotEqual(dev, prod);
    }

    [Theory, MemberData(nameof(All))]
    public void Document_InAnyStack_ShowsEachPanelOverTheChosenTime(string run)
    {
        var items = Document(Stacks[run])["items"]!.AsArray();

        Assert.Equal("TimeRange", (string?)items[0]!["content"]!["parameters"]![0]!["name"]);
        var queries = items.Where(item => (int?)item!["type"] == 3).Select(item => item!["content"]!).ToArray();
        Assert.Equal(Panels.Select(panel => panel.Title), queries.Select(query => (string?)query["title"]));
        Assert.All(queries, query => Assert.Equal("TimeRange", (string?)query["timeContextFromParameter"]));
        Assert.Distinct(items.Select(item => (string?)item!["name"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Document_InAnyStack_AsksTheStacksOwnResources(string run)
    {
        var text = Document(Stacks[run]).ToJsonString();
        var group = Stacks[run].One("ResourceGroup").Text("resourceGroupName");

        Assert.Contains(Stacks[run].One("AzureMonitorWorkspace").Id, text, StringComparison.Ordinal);
        Assert.Contains(Stacks[run].One("Workspace", "logs").Id, text, StringComparison.Ordinal);
        Assert.Contains(Stacks[run].One("ApiManagementService").Id, text, StringComparison.Ordinal);
        Assert.Contains(
            $"/subscriptions/{Tenant.SubscriptionId}/providers/Microsoft.CostManagement/query", text, StringComparison.Ordinal);
        Assert.Contains(group!, text, StringComparison.Ordinal);
        Assert.Contains($"{group}-nodes", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(LogQueries))]
    public void LogQuery_OfThePanels_NamesTablesAndColumnsThatExist(string query) => Assert.Empty(KustoQuery.Unknown(query));

    [Theory]
    [InlineData("AppRequest | count", "AppRequest")]
    [InlineData("AppRequests | where Duration > 1 and Url == \"Nothing\"", "Duration")]
    [InlineData("Usage\n| summarize Sum = sum(Quantity) by bin(TimeGenerated, {TimeRange:grain}), Kind", "Kind")]
    [InlineData("Usage\n| extend Half = Quantity / 2\n| where Half > 1 and IsBillable", null)]
    public void LogQuery_WithAnUnknownName_IsFound(string query, string? unknown)
        => Assert.Equal(unknown is null ? [] : [unknown], KustoQuery.Unknown(query));

    [Theory, MemberData(nameof(MetricQueries))]
    public void MetricQuery_OfThePanels_NamesWhatTheServerMeasures(string query)
    {
        var series = Series().Matches(query).Select(match => match.Value).Distinct().ToArray();

        Assert.NotEmpty(series);
        Assert.All(series, name => Assert.True(ServerPage.Has(name), $"nobody measures {name}"));
    }

    [Fact]
    public void Costs_OfThePanels_AreThoseOfBothResourceGroups()
    {
        var query = JsonNode.Parse(CostPanels.All("rg-a", "rg-b").Single(panel => panel.Source == PanelSource.Costs).Query)!;

        Assert.Equal("""["rg-a","rg-b"]""", query["dataset"]!["filter"]!["dimensions"]!["values"]!.ToJsonString());
        Assert.Equal("{TimeRange:startISO}", (string?)query["timePeriod"]!["from"]);
    }

    private static JsonNode Document(StackRun run) => JsonNode.Parse(run.One("Workbook").Text("serializedData")!)!;

    [GeneratedRegex(@"\b(?:inference|process|dotnet)_\w+")]
    private static partial Regex Series();
}
