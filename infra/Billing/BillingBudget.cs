using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.Consumption.Inputs;

namespace Platform.Infra.Billing;

/// <summary>
/// What billing's own resources may cost: its database and its storage account. Its pods run on the nodes that are there.
/// </summary>
internal static class BillingBudget
{
    public static void Declare(ConcernScope scope, PlatformSettings settings, BillingServiceArgs args)
    {
        var options = scope.Child();
        // Azure takes no month before the current one on creation, and no other ever after
        options.IgnoreChanges.Add("timePeriod");
        _ = new Budget("billing-budget", new()
        {
            BudgetName = $"{scope.Names.Budget}-billing",
            Scope = scope.ResourceGroupId,
            Category = CategoryType.Cost,
            Amount = settings.Billing.MonthlyBudget,
            TimeGrain = TimeGrainType.Monthly,
            TimePeriod = new BudgetTimePeriodArgs { StartDate = args.Monitoring.BudgetStart },
            Filter = new BudgetFilterArgs
            {
                Dimensions = new BudgetComparisonExpressionArgs
                {
                    Name = "ResourceId",
                    Operator = BudgetOperatorType.In,
                    Values = { args.Database.Server.Id, args.Usage.Account.Id },
                },
            },
            Notifications =
            {
                ["forecast-100"] = new NotificationArgs
                {
                    Enabled = true,
                    Operator = OperatorType.GreaterThanOrEqualTo,
                    Threshold = 100,
                    ThresholdType = "Forecasted",
                    ContactEmails = settings.Observability.AlertEmails.ToArray(),
                    ContactGroups = { args.Monitoring.ActionGroupId },
                },
            },
        }, options);
    }
}
