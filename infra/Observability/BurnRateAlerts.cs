using System.Globalization;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// The error budget of the prediction API is burning: at 14.4 times the sustainable rate it is gone in two days, at 6 times in five.
/// A long and a short window must agree, so that an alert neither fires on a blip nor lingers.
/// https://sre.google/workbook/alerting-on-slos/
/// </summary>
internal static class BurnRateAlerts
{
    public static void Declare(PlatformScope scope, ModelAlertSettings settings, Monitoring monitoring, CustomResourceOptions options)
    {
        Declare(
            scope, settings, monitoring, options, "burn-fast", 14.4m, longWindow: ("1h", "PT1H"), shortWindow: "5m", frequency: "PT5M",
            severity: 1);
        Declare(
            scope, settings, monitoring, options, "burn-slow", 6, longWindow: ("6h", "PT6H"), shortWindow: "30m", frequency: "PT15M",
            severity: 2);
    }

    private static void Declare(
        PlatformScope scope, ModelAlertSettings settings, Monitoring monitoring, CustomResourceOptions options, string name, decimal rate,
        (string Kusto, string Iso) longWindow, string shortWindow, string frequency, int severity) =>
        _ = new ScheduledQueryRule(name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Kind = "LogAlert",
            DisplayName = $"{name}-{scope.Stack}",
            Description = $"Predictions fail {rate.ToString(CultureInfo.InvariantCulture)} times as often as the error budget allows",
            Enabled = true,
            AutoMitigate = true,
            // Tables come with their first row, and Azure refuses a rule over one that is not there
            SkipQueryValidation = true,
            Severity = severity,
            EvaluationFrequency = frequency,
            WindowSize = longWindow.Iso,
            Scopes = { monitoring.WorkspaceId },
            Criteria = new ScheduledQueryRuleCriteriaArgs
            {
                AllOf =
                {
                    new ConditionArgs
                    {
                        Query = monitoring.Insights.Id.Apply(id => Query(id, rate * settings.Budget, longWindow.Kusto, shortWindow)),
                        TimeAggregation = TimeAggregation.Count,
                        // ConditionOperator of the SDK is another API's enum, with 'gt'; this one parses strictly, and wants the word.
                        // https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules
                        Operator = "GreaterThan",
                        Threshold = 0,
                        FailingPeriods = new ConditionFailingPeriodsArgs { NumberOfEvaluationPeriods = 1, MinFailingPeriodsToAlert = 1 },
                    },
                },
            },
            Actions = new ActionsArgs { ActionGroups = { monitoring.ActionGroupId } },
        }, options);

    // A workspace that is not the stack's own has others' requests as well
    private static string Query(string insightsId, decimal limit, string longWindow, string shortWindow)
    {
        var ratio = Math.Min(limit, 1).ToString("0.####", CultureInfo.InvariantCulture);
        return $"""
            AppRequests
            | where TimeGenerated > ago({longWindow}) and _ResourceId =~ "{insightsId}"
            | extend Failed = toint(ResultCode) >= 500, Recent = TimeGenerated > ago({shortWindow})
            | summarize LongRatio = todouble(countif(Failed)) / count(), ShortRatio = todouble(countif(Failed and Recent)) / max_of(countif(Recent), 1)
            | where LongRatio >= {ratio} and ShortRatio >= {ratio}
            """.ReplaceLineEndings("\n");
    }
}
