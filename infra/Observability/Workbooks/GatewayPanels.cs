namespace Platform.Infra.Observability.Workbooks;

/// <summary>What callers do and get, from the gateway's log of every call.</summary>
internal static class GatewayPanels
{
    /// <param name="gatewayId">Others may write to the workspace as well.</param>
    public static WorkbookPanel[] All(string gatewayId)
    {
        var calls = $"""
            ApiManagementGatewayLogs
            | where _ResourceId =~ "{gatewayId}"
            """;
        const string tier = """Tier = iff(isempty(ProductId), "none", ProductId)""";
        return
        [
            new("Calls by tier", PanelSource.Logs, $"""
                {calls}
                | summarize Calls = count() by bin(TimeGenerated, {WorkbookDocument.Grain}), {tier}
                """),
            new("Tiers", PanelSource.Logs, $"""
                {calls}
                | summarize Calls = count(), Subscriptions = dcount(ApimSubscriptionId), BeyondRate = countif(ResponseCode == 429),
                    BeyondQuota = countif(ResponseCode == 403), Failed = countif(ResponseCode >= 500)
                    by Tier = iff(isempty(ProductId), "none", ProductId)
                | order by Calls desc
                """, "table"),
            new("Milliseconds of a call", PanelSource.Logs, $"""
                {calls}
                | summarize P50 = percentile(TotalTime, 50), P95 = percentile(TotalTime, 95), P99 = percentile(TotalTime, 99)
                    by bin(TimeGenerated, {WorkbookDocument.Grain})
                """),
            new("Of these, the server's, at the 95th percentile", PanelSource.Logs, $"""
                {calls}
                | summarize Whole = percentile(TotalTime, 95), Server = percentile(BackendTime, 95)
                    by bin(TimeGenerated, {WorkbookDocument.Grain})
                """),
            new("Errors by code", PanelSource.Logs, $"""
                {calls}
                | where ResponseCode >= 400
                | summarize Errors = count() by bin(TimeGenerated, {WorkbookDocument.Grain}), Code = tostring(ResponseCode)
                """),
            new("Reasons that the gateway gives", PanelSource.Logs, $"""
                {calls}
                | where isnotempty(LastErrorReason)
                | summarize Errors = count() by LastErrorReason, LastErrorSource
                | order by Errors desc
                """, "table"),
        ];
    }
}
