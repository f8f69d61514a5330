using System.Text.Json.Nodes;

namespace Platform.Infra.Observability.Workbooks;

/// <summary>
/// What it costs: all resources by service, and the logs by kind. Whoever reads costs needs the role Cost Management Reader.
/// </summary>
internal static class CostPanels
{
    /// <param name="groups">The stack's resource group, and the one that AKS manages.</param>
    public static WorkbookPanel[] All(params string[] groups)
    => [
        new("Costs by service", PanelSource.Costs, ByService(groups), "table"),
        new("Logs that are paid for, in gigabytes a day", PanelSource.Logs, """
            Usage
            | where IsBillable
            | summarize Gigabytes = sum(Quantity) / 1000 by bin(TimeGenerated, 1d), DataType
            """, "barchart"),
    ];

    // https://learn.microsoft.com/rest/api/cost-management/query/usage
    private static string ByService(string[] groups) => new JsonObject
    {
        ["type"] = "ActualCost",
        ["timeframe"] = "Custom",
        ["timePeriod"] = new JsonObject
        {
            ["from"] = $"{{{WorkbookDocument.TimeRange}:startISO}}",
            ["to"] = $"{{{WorkbookDocument.TimeRange}:endISO}}",
        },
        ["dataset"] = new JsonObject
        {
            ["granularity"] = "None",
            ["aggregation"] = new JsonObject { ["totalCost"] = new JsonObject { ["name"] = "Cost", ["function"] = "Sum" } },
            ["grouping"] = new JsonArray(new JsonObject { ["type"] = "Dimension", ["name"] = "ServiceName" }),
            ["filter"] = new JsonObject
            {
                ["dimensions"] = new JsonObject
                {
                    ["name"] = "ResourceGroupName",
                    ["operator"] = "In",
                    ["values"] = new JsonArray([.. groups.Select(group => JsonValue.Create(group))]),
                },
            },
        },
    }.ToJsonString();
}
