using System.Globalization;
using Platform.Infra.Components;
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
internal sealed class BurnRateAlerts : PlatformComponent
{
    private static readonly BurnRate[] _rates =
    [
        new("burn-fast", 14.4m, ("1h", "PT1H"), "5m", "PT5M", 1),
        new("burn-slow", 6, ("6h", "PT6H"), "30m", "PT15M", 2),
    ];

    public BurnRateAlerts(string name, BurnRateAlertsArgs args, ComponentResourceOptions? options = null)
        : base("BurnRateAlerts", name, args.Alerts, options)
    {
        var alerts = Within(args.Alerts);
        foreach (var rate in _rates)
            Declare(alerts, args.Settings, rate);
        RegisterOutputs();
    }

    private static void Declare(AlertScope scope, ModelAlertSettings settings, BurnRate rate)
        => _ = new ScheduledQueryRule(rate.Name, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Kind = "LogAlert",
            DisplayName = $"{rate.Name}-{scope.Stack}",
            Description = $"Predictions fail {rate.Factor.ToString(CultureInfo.InvariantCulture)} times as often as the error "
                + "budget allows",
            Enabled = true,
            AutoMitigate = true,
            // Tables come with their first row, and Azure refuses a rule over one that is not there
            SkipQueryValidation = true,
            Severity = rate.Severity,
            EvaluationFrequency = rate.Frequency,
            WindowSize = rate.Long.Iso,
            Scopes = { scope.Monitoring.WorkspaceId },
            Criteria = new ScheduledQueryRuleCriteriaArgs
            {
                AllOf =
                {
                    new ConditionArgs
                    {
                        Query = scope.Monitoring.Insights.Id.Apply(id => Query(id, rate.Factor * settings.Budget, rate)),
                        TimeAggregation = TimeAggregation.Count,
                        // ConditionOperator of the SDK is another API's enum, with 'gt'; this one parses strictly, and wants the word.
                        // https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules
                        Operator = "GreaterThan",
                        Threshold = 0,
                        FailingPeriods = new ConditionFailingPeriodsArgs { NumberOfEvaluationPeriods = 1, MinFailingPeriodsToAlert = 1 },
                    },
                },
            },
            Actions = new ActionsArgs { ActionGroups = { scope.Monitoring.ActionGroupId } },
        }, scope.Child());

    // A workspace that is not the stack's own has others' requests as well
    private static string Query(string insightsId, decimal limit, BurnRate rate)
    {
        var ratio = Math.Min(limit, 1).ToString("0.####", CultureInfo.InvariantCulture);
        return $"""
            AppRequests
            | where TimeGenerated > ago({rate.Long.Kusto}) and _ResourceId =~ "{insightsId}"
            | extend Failed = toint(ResultCode) >= 500, Recent = TimeGenerated > ago({rate.Short})
            | summarize LongRatio = todouble(countif(Failed)) / count(), ShortRatio = todouble(countif(Failed and Recent)) / max_of(countif(Recent), 1)
            | where LongRatio >= {ratio} and ShortRatio >= {ratio}
            """.ReplaceLineEndings("\n");
    }
}
