namespace Platform.Review.Azure.Kinds;

/// <summary>Azure Monitor, Application Insights and Log Analytics.</summary>
internal static class MonitorKinds
{
    private const string Logs = "Microsoft.OperationalInsights/workspaces/{workspaceName}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/monitor/";

    public static Kind[] All { get; } =
    [
        new("azure-native:alertsmanagement:AlertProcessingRuleByName")
        {
            Path = "Microsoft.AlertsManagement/actionRules/{alertProcessingRuleName}",
            Label = "Alert", Gathers = true, IsTaggable = true,
            Free = Pricing,
        },
        new("azure-native:alertsmanagement:PrometheusRuleGroup")
        {
            Path = "Microsoft.AlertsManagement/prometheusRuleGroups/{ruleGroupName}",
            Label = "Alert", Gathers = true, IsTaggable = true,
            Free = Pricing,
        },
        // Its data is paid for in its workspace
        new("azure-native:applicationinsights:Component")
        {
            Path = "Microsoft.Insights/components/{resourceName}",
            Label = "Application Insights", Holds = Holding.Identity, IsTaggable = true,
            Free = "https://learn.microsoft.com/azure/azure-monitor/cost-usage",
        },
        new("azure-native:applicationinsights:WebTest")
            { Path = "Microsoft.Insights/webtests/{webTestName}", Label = "Availability test", IsTaggable = true },
        new("azure-native:applicationinsights:Workbook")
            { Path = "Microsoft.Insights/workbooks/{resourceName}", Free = Pricing, IsTaggable = true },
        // Mail, push and webhooks have a monthly allowance that alerts do not use up; text messages and calls are not used here
        new("azure-native:monitor:ActionGroup")
            { Path = "Microsoft.Insights/actionGroups/{actionGroupName}", Free = Pricing, IsTaggable = true },
        new("azure-native:monitor:ActivityLogAlert")
        {
            Path = "Microsoft.Insights/activityLogAlerts/{activityLogAlertName}",
            Label = "Alert", Gathers = true, IsTaggable = true,
            Free = Pricing,
        },
        new("azure-native:monitor:AutoscaleSetting")
            { Path = "Microsoft.Insights/autoscaleSettings/{autoscaleSettingName}", Free = Pricing, IsTaggable = true },
        new("azure-native:monitor:AzureMonitorWorkspace")
        {
            Path = "Microsoft.Monitor/accounts/{azureMonitorWorkspaceName}",
            Label = "Azure Monitor workspace", Holds = Holding.Lasting, IsTaggable = true,
        },
        new("azure-native:monitor:DataCollectionEndpoint")
            { Path = "Microsoft.Insights/dataCollectionEndpoints/{dataCollectionEndpointName}", Free = Pricing, IsTaggable = true },
        new("azure-native:monitor:DataCollectionRule")
        {
            Path = "Microsoft.Insights/dataCollectionRules/{dataCollectionRuleName}",
            Label = "Data collection rule", Gathers = true, IsTaggable = true,
            Free = Pricing,
            ForceNew = ["kind"],
        },
        new("azure-native:monitor:DataCollectionRuleAssociation")
            { Path = "/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}", Free = Pricing },
        // To a workspace, whose data is paid for there
        new("azure-native:monitor:DiagnosticSetting")
            { Path = "/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}", Free = Pricing },
        new("azure-native:monitor:MetricAlert")
            { Path = "Microsoft.Insights/metricAlerts/{ruleName}", Label = "Alert", Gathers = true, IsTaggable = true },
        new("azure-native:monitor:PrivateLinkScope")
            { Path = "Microsoft.Insights/privateLinkScopes/{scopeName}", Free = Pricing, IsTaggable = true },
        new("azure-native:monitor:PrivateLinkScopedResource")
            { Path = "Microsoft.Insights/privateLinkScopes/{scopeName}/scopedResources/{name}", Free = Pricing },
        new("azure-native:monitor:ScheduledQueryRule")
            { Path = "Microsoft.Insights/scheduledQueryRules/{ruleName}", Label = "Alert", Gathers = true, IsTaggable = true },
        new("azure-native:operationalinsights:Workspace")
            { Path = Logs, Label = "Log Analytics", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true },
    ];
}
