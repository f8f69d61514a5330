using System.Text.Json.Nodes;

namespace Platform.Infra.Observability.Workbooks;

/// <summary>
/// The workbook as Azure Monitor reads it: sections of panels below a time range.
/// https://github.com/microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json
/// </summary>
internal static class WorkbookDocument
{
    public const string TimeRange = "TimeRange";

    /// <summary>The width of a point that fits the time range; within a query of logs.</summary>
    public const string Grain = $"{{{TimeRange}:grain}}";

    private const string LogsType = "microsoft.operationalinsights/workspaces";
    private const string MetricsType = "microsoft.monitor/accounts";
    private const long HourMilliseconds = 3_600_000;

    // What the service calls these kinds of items and sources
    private const int TextItem = 1, QueryItem = 3, ParametersItem = 9;
    private const int LogsQuery = 0, ResourceManagerQuery = 12, PrometheusQuery = 16;

    /// <param name="subscriptionId">Whose costs are shown.</param>
    public static string Render(
        string logsId, string metricsId, string subscriptionId,
        params (string Heading, WorkbookPanel[] Panels)[] sections) => new JsonObject
        {
            ["version"] = "Notebook/1.0",
            ["items"] = new JsonArray(
            [
                Parameters(),
                .. sections.SelectMany(section => section.Panels
                    .Select(panel => Panel(panel, logsId, metricsId, subscriptionId)).Prepend(Heading(section.Heading))),
            ]),
            ["fallbackResourceIds"] = new JsonArray(logsId),
            ["$schema"] = "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json",
        }.ToJsonString();

    private static JsonNode Parameters() => new JsonObject
    {
        ["type"] = ParametersItem,
        ["content"] = new JsonObject
        {
            ["version"] = "KqlParameterItem/1.0",
            ["parameters"] = new JsonArray(new JsonObject
            {
                ["id"] = "5d9f5a8e-51c5-4a54-9d0c-7d1d4ed9a4c1",
                ["version"] = "KqlParameterItem/1.0",
                ["name"] = TimeRange,
                ["label"] = "Time range",
                ["type"] = 4,
                ["isRequired"] = true,
                ["value"] = Hours(24),
                ["typeSettings"] = new JsonObject
                {
                    ["selectableValues"] = new JsonArray(Hours(1), Hours(6), Hours(24), Hours(24 * 7), Hours(24 * 30)),
                    ["allowCustom"] = true,
                },
            }),
            ["style"] = "pills",
        },
        ["name"] = "parameters",
    };

    private static JsonObject Hours(long hours) => new() { ["durationMs"] = hours * HourMilliseconds };

    private static JsonNode Heading(string text) => new JsonObject
    {
        ["type"] = TextItem,
        ["content"] = new JsonObject { ["json"] = $"## {text}" },
        ["name"] = $"heading {text}",
    };

    private static JsonNode Panel(WorkbookPanel panel, string logsId, string metricsId, string subscriptionId)
    {
        var content = panel.Source switch
        {
            PanelSource.Logs => Query(LogsQuery, panel.Query.ReplaceLineEndings("\n"), LogsType, logsId),
            PanelSource.Metrics => Query(PrometheusQuery, Prometheus(panel.Query), MetricsType, metricsId),
            _ => Query(ResourceManagerQuery, Costs(panel.Query, subscriptionId)),
        };
        content["title"] = panel.Title;
        content["visualization"] = panel.Visualization;
        return new JsonObject { ["type"] = QueryItem, ["content"] = content, ["customWidth"] = "50", ["name"] = panel.Title };
    }

    private static JsonObject Query(int type, string query, string? resourceType = null, string? resourceId = null)
    {
        var content = new JsonObject
        {
            ["version"] = "KqlItem/1.0",
            ["query"] = query,
            ["size"] = 0,
            ["timeContextFromParameter"] = TimeRange,
            ["queryType"] = type,
        };
        if (resourceType is not null)
        {
            content["resourceType"] = resourceType;
            content["crossComponentResources"] = new JsonArray(resourceId);
        }

        return content;
    }

    private static string Prometheus(string query) => new JsonObject
    {
        ["version"] = "PrometheusQueryProvider/1.0",
        ["customEndpoint"] = false,
        ["queryText"] = query,
        ["type"] = "query_range",
    }.ToJsonString();

    // A row of the answer is the sum, the service, the currency
    private static string Costs(string body, string subscriptionId) => new JsonObject
    {
        ["version"] = "ARMEndpoint/1.0",
        ["method"] = "POST",
        ["path"] = $"/subscriptions/{subscriptionId}/providers/Microsoft.CostManagement/query",
        ["urlParams"] = new JsonArray(new JsonObject { ["key"] = "api-version", ["value"] = "2024-08-01" }),
        ["data"] = body,
        ["headers"] = new JsonArray(),
        ["batchDisabled"] = false,
        ["transformers"] = new JsonArray(new JsonObject
        {
            ["type"] = "jsonpath",
            ["settings"] = new JsonObject
            {
                ["tablePath"] = "$.properties.rows",
                ["columns"] = new JsonArray(Column("$[1]", "Service"), Column("$[0]", "Cost"), Column("$[2]", "Currency")),
            },
        }),
    }.ToJsonString();

    private static JsonNode Column(string path, string name) => new JsonObject { ["path"] = path, ["columnid"] = name };
}
