using System.Globalization;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.Consumption.Inputs;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using Pulumi.AzureNative.OperationalInsights;
using Pulumi.AzureNative.OperationalInsights.Inputs;
using ActionGroupArgs = Pulumi.AzureNative.Monitor.ActionGroupArgs;

namespace Platform.Infra.Observability;

/// <summary>Where logs and metrics go, who is told, and what the stack may cost.</summary>
internal sealed class Monitoring : PlatformComponent
{
    public Monitoring(string name, MonitoringArgs args, ComponentResourceOptions? options = null)
        : base("Observability", name, args.Scope, options)
    {
        var (_, settings, groups) = args;
        WorkspaceId = settings.LogWorkspace is { } given ? Output.Create(given.Id) : DeclareWorkspace(settings).Id;
        if (settings.LogWorkspace is null)
            Diagnostics.Send(Scope, "logs", WorkspaceId, this);
        Insights = DeclareInsights();
        ActionGroupId = DeclareActionGroup(settings).Id;
        BudgetStart = settings.BudgetStart is "" ? FirstMonth() : Output.Create($"{settings.BudgetStart}T00:00:00Z");
        DeclareBudget(settings, groups);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["workspaceId"] = WorkspaceId,
            ["insightsId"] = Insights.Id,
            ["actionGroupId"] = ActionGroupId,
        });
    }

    /// <summary>
    /// Log Analytics workspace that every diagnostic setting writes to; the stack's own, or one that others write to as well.
    /// </summary>
    public Output<string> WorkspaceId { get; }
    public Component Insights { get; }
    public Output<string> ActionGroupId { get; }

    /// <summary>The month that budgets begin with, as RFC 3339 writes it.</summary>
    public Output<string> BudgetStart { get; }

    private Workspace DeclareWorkspace(ObservabilitySettings settings) => new("logs", new()
    {
        WorkspaceName = Scope.Names.LogAnalytics,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Sku = new WorkspaceSkuArgs { Name = WorkspaceSkuNameEnum.PerGB2018 },
        RetentionInDays = settings.LogRetentionDays,
        WorkspaceCapping = new WorkspaceCappingArgs { DailyQuotaGb = settings.DailyLogCapGigabytes },
        // The workspace's keys stay: Defender's sensor on the nodes still logs on with one, and crashes without
        // https://github.com/Azure/Microsoft-Defender-for-Cloud/issues/1010
        Features = new WorkspaceFeaturesArgs { DisableLocalAuth = false, EnableLogAccessUsingOnlyResourcePermissions = true },
    }, Lasting());

    private Component DeclareInsights() => new("insights", new()
    {
        ResourceName = Scope.Names.ApplicationInsights,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Kind = "web",
        ApplicationType = ApplicationType.Web,
        IngestionMode = Pulumi.AzureNative.ApplicationInsights.IngestionMode.LogAnalytics,
        WorkspaceResourceId = WorkspaceId,
        DisableLocalAuth = true,
    }, Child());

    private ActionGroup DeclareActionGroup(ObservabilitySettings settings)
    {
        var args = new ActionGroupArgs
        {
            ActionGroupName = Scope.Names.ActionGroup,
            ResourceGroupName = Scope.ResourceGroup,
            // Azure keeps action groups in one global location
            Location = "global",
            // At most 12 characters; starts text messages and mails
            GroupShortName = Scope.Stack,
            Enabled = true,
        };
        foreach (var (email, index) in settings.AlertEmails.Select((email, index) => (email, index)))
            args.EmailReceivers.Add(
                new MicrosoftCommonEmailReceiverArgs { Name = $"email-{index + 1}", EmailAddress = email, UseCommonAlertSchema = true });
        return new("alerts", args, Child());
    }

    private void DeclareBudget(ObservabilitySettings settings, IReadOnlyList<string> groups)
    {
        NotificationArgs At(string kind, int percent) => new()
        {
            Enabled = true,
            Operator = OperatorType.GreaterThanOrEqualTo,
            Threshold = percent,
            ThresholdType = kind,
            ContactEmails = settings.AlertEmails.ToArray(),
            ContactGroups = { ActionGroupId },
        };

        var options = Child();
        // Azure takes no month before the current one on creation, and no other ever after
        options.IgnoreChanges.Add("timePeriod");
        // AKS has its machines, most of what is paid for, in a group that nobody else may write to: hence a budget of the subscription
        _ = new Budget("stack-budget", new()
        {
            BudgetName = Scope.Names.Budget,
            Scope = Output.Format($"/subscriptions/{Scope.SubscriptionId}"),
            Filter = new BudgetFilterArgs
            {
                Dimensions = new BudgetComparisonExpressionArgs
                {
                    Name = "ResourceGroupName",
                    Operator = BudgetOperatorType.In,
                    Values = groups.ToArray(),
                },
            },
            Category = CategoryType.Cost,
            Amount = settings.MonthlyBudget,
            TimeGrain = TimeGrainType.Monthly,
            TimePeriod = new BudgetTimePeriodArgs
            {
                StartDate = BudgetStart,
            },
            Notifications =
            {
                ["actual-80"] = At("Actual", 80),
                ["actual-100"] = At("Actual", 100),
                ["forecast-100"] = At("Forecasted", 100),
            },
        }, options);
    }

    // Whatever the clock says where the program runs: Application Insights and the budget are created in the same deployment
    private Output<string> FirstMonth() => Insights.CreationDate.Apply(date =>
        DateTimeOffset.Parse(date, CultureInfo.InvariantCulture)
            .UtcDateTime.ToString("yyyy-MM-01'T'00:00:00'Z'", CultureInfo.InvariantCulture));
}
