using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureNative.ApplicationInsights;

namespace Platform.Infra.Observability.Workbooks;

/// <summary>
/// The one page to look at: who calls, how fast and how well they are answered, how busy the servers are, and what it costs.
/// </summary>
internal sealed class PlatformWorkbook : PlatformComponent
{
    public PlatformWorkbook(string name, PlatformWorkbookArgs args, ComponentResourceOptions? options = null)
        : base("Workbook", name, args.Scope, options)
    {
        var targets = args.Targets;
        _ = new Workbook("workbook", new()
        {
            // Azure wants a GUID, the same each time
            ResourceName = Scope.SubscriptionId.Apply(subscription => Grant.StableGuid($"{subscription}/{Scope.Stack}/workbook")),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            Kind = WorkbookSharedTypeKind.Shared,
            Category = "workbook",
            DisplayName = $"Platform {Scope.Stack}",
            Description = "Calls, latency, errors, load and costs",
            // Found under Azure Monitor, as it shows more than one resource
            SourceId = "azure monitor",
            SerializedData = Output.Tuple(targets.Logs, targets.Metrics, targets.Gateway, Scope.SubscriptionId)
                .Apply(ids => Document(ids.Item1, ids.Item2, ids.Item3, ids.Item4, targets.HasBilling)),
        }, Child());
        RegisterOutputs();
    }

    private string Document(string logsId, string metricsId, string gatewayId, string subscriptionId, bool hasBilling)
        => WorkbookDocument.Render(
            logsId, metricsId, subscriptionId,
            [
                ("Callers", GatewayPanels.All(gatewayId)),
                ("Inference servers", ServerPanels.All),
                .. hasBilling ? new[] { ("Billing", BillingPanels.All) } : [],
                ("Costs", CostPanels.All(Scope.Names.ResourceGroup, Scope.Names.NodeResourceGroup)),
            ]);
}
